import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromControl, meanAnswer } from '../../src/core/measures/fromControl.ts';
import { expectedPosition } from '../../src/core/measures/shift.ts';
import { StudyData } from '../../src/core/study/studyData.ts';
import { materialOf } from '../../src/run/stats/material.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { questionsOf } from '../../src/survey/sets.ts';
import { BUNDLED_PICTURES } from '../../src/ui/pictures/bundled.ts';
import facts from '../../src/ui/lab/landing/landingFacts.json' with { type: 'json' };
import { openStudyZip } from '../openStudyZip.ts';

type Shares = ArrayLike<number>;

const thousandths = (share: number) => Math.round(share * 1000) / 1000;
/** Where an answer lies between the ends of its scale, 0 to 1. */
const place = (p: Shares) => thousandths(expectedPosition(p) / (p.length - 1));
const lowered = (option = '') => option.slice(0, 1).toLowerCase() + option.slice(1);

/** "Not at all important" beside "very important" is "not at all". */
function withoutCommonEnd(words: string, other: string): string {
  const [own, others] = [words.split(' '), other.split(' ')];
  while (own.length > 1 && own.at(-1) === others.pop()) own.pop();
  return own.join(' ');
}

/** What the doors of a first visit say, computed from what lies in the app. */
async function factsOf({ question: id, picture, country }: typeof facts.flag, strip: string) {
  const survey = await loadSurvey();
  const opened = await openStudyZip('public/example-study/example.zip');
  const { frame, columns, survey: shares } = materialOf(opened, { caveats: 'out', topics: 'ours' });
  const study = new StudyData(frame, columns, shares);
  const asked = frame.questions.findIndex((question) => question.id === id);
  // The Lab asks without a category, and reads the pocket model in words: the first condition.
  const answersOf = (wanted: (cue: (typeof frame.cues)[number]) => boolean) =>
    frame.cues.flatMap((cue, at) =>
      wanted(cue) ? [study.answer(study.row(0, at, asked), 'pmi')] : []
    );
  const shown = BUNDLED_PICTURES.find((bundled) => bundled.id === picture);
  const [withPicture = new Float64Array()] = answersOf(
    (cue) => cue.kind === 'picture' && cue.picture === shown?.picture && cue.category === null
  );
  const blanks = answersOf((cue) => cue.kind === 'blank' && cue.category === null);
  expect(blanks).toHaveLength(3);
  const { reach } = fromControl('ordinal', withPicture, blanks);
  const endsOf = (question: string) => {
    const options = survey.question(question)?.options ?? [];
    const [first, last] = [lowered(options[0]), lowered(options.at(-1))];
    return { question, ends: [first, withoutCommonEnd(last, first)] };
  };
  const people = (question: string, of: string) => place(survey.figure(of, question)?.p ?? []);
  const manifest = JSON.parse(readFileSync('models/pocket-llava/manifest.json', 'utf8'));
  return {
    flag: {
      ...endsOf(id),
      text: survey.question(id)?.text,
      ...{ picture, country, countryName: survey.country(country)?.name },
      options: survey.question(id)?.options.length,
      blank: place(meanAnswer(blanks)),
      reach: thousandths(reach),
      shown: place(withPicture),
      people: people(id, country)
    },
    people: {
      ...endsOf(strip),
      text: survey.question(strip)?.text,
      // "Religion: importance in life", whose ends say the rest.
      subject: survey.question(strip)?.short.split(':')[0],
      places: Object.fromEntries(
        [...survey.figuresOf(strip).keys()].sort().map((code) => [code, people(strip, code)])
      )
    },
    ...{ countries: survey.countries.length, questions: survey.questions.length },
    modelBytes: (manifest as { total: number }).total
  };
}

test('the doors of a first visit say what the bundled answers, the survey and the model say', async () => {
  const computed = await factsOf(facts.flag, facts.people.question);
  expect(facts, JSON.stringify(computed)).toEqual(computed);
});

test('the flag that is shown moves its answer farther than blank pictures lie apart', async () => {
  const { blank, reach, shown, question } = facts.flag;
  expect(Math.abs(shown - blank)).toBeGreaterThan(reach);
  const quick = questionsOf(await loadSurvey(), 'quick').map(({ id }) => id);
  expect(quick).toContain(question);
});
