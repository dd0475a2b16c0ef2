import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { brief } from '../../core/prompts/brief.ts';
import { studyCues } from '../../core/study/studyCues.ts';
import { stepsOf, studyQuestions } from '../../core/study/studySteps.ts';
import type { Study, StudyModelRun } from '../../core/study/studyTypes.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import { saveStudy } from '../../run/study/open/studies.ts';
import { questionKey, SegmentIds } from '../../run/study/open/segmentIds.ts';
import { exportStudyZip } from '../../run/study/zip/exportZip.ts';
import { memoryStore } from '../../store/memory.ts';
import { readContents } from '../../formats/studyZip/contents.ts';
import { makeSegment } from '../../store/studies/segments.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { questionsOf } from '../../survey/sets.ts';
import { answersInLines, inNineDigits, type AnswerLines } from './answerLines.ts';
import { chatml, servedRun, type AskedModel } from './servedRun.ts';
import { wordsStudy } from './wordsStudy.ts';

/** A model with what an asker wrote down of it. */
export interface AnsweredModel extends AskedModel {
  lines: AnswerLines;
}

interface WordsZip {
  zip: Blob;
  /** Questions that every model answered whole, and by model how many each did under names. */
  questions: readonly QuestionId[];
  /** Are the pictures' captions part of it? */
  captions: boolean;
  complete: ReadonlyMap<string, number>;
}

/** The study to be asked, without answers: every question of a set, models still to be named. */
export function emptyWordsZip(
  survey: SurveyDataset,
  questions: readonly QuestionId[],
  app: string
): Promise<Blob> {
  return zipOf(wordsStudy(survey, questions, []), survey, [], app);
}

/** The study with its answers, out of what an asker wrote down. */
export function wordsZip(
  survey: SurveyDataset,
  models: readonly AnsweredModel[],
  app: string
): Promise<WordsZip> {
  const asked = askedQuestions(survey);
  return Promise.all(
    models.map(async (model) => {
      const run = await servedRun(model);
      return { run, answers: answersOf(wordsStudy(survey, asked, [run]), survey, model) };
    })
  ).then((answered) => wholeZip(survey, answered, app));
}

/** The same out of studies as `npm run answers` or the page saved them: one a model, or all in one. */
export async function wordsZipOf(
  survey: SurveyDataset,
  zips: readonly Blob[],
  app: string
): Promise<WordsZip> {
  const answered: Answered[] = [];
  for (const zip of zips) {
    const { manifest, answers } = await readContents(zip);
    for (const run of manifest.models) {
      const own = answers.filter((group) => group.run.model === run.model);
      answered.push({ run, answers: own.flatMap((group) => group.answers.map(inNineDigits)) });
    }
  }
  return wholeZip(survey, answered, app);
}

interface Answered {
  run: StudyModelRun;
  answers: readonly RawAnswer[];
}

/**
 * It has the questions that every model answered under every name, in every order: a question that one of
 * them lacks would make another set for each. Captions are part of it where they were asked of most of
 * these, and then it has the questions that have them too.
 */
async function wholeZip(
  survey: SurveyDataset,
  answered: readonly Answered[],
  app: string
): Promise<WordsZip> {
  const asked = askedQuestions(survey);
  const runs = answered.map(({ run }) => run);
  const study = wordsStudy(survey, asked, runs);
  const cues = studyCues(study, study.pictures);
  const named = answered.map(({ answers }) => wholeQuestions(answers, cues, false));
  const told = answered.map(({ answers }) => wholeQuestions(answers, cues, true));
  const namedByAll = asked.filter((id) => named.every((own) => own.has(id)));
  const toldByAll = namedByAll.filter((id) => told.every((own) => own.has(id)));
  const captions = toldByAll.length >= MOST * namedByAll.length;
  const questions = captions ? toldByAll : namedByAll;
  return {
    zip: await zipOf(wordsStudy(survey, questions, runs, captions), survey, answered, app),
    ...{ questions, captions },
    complete: new Map(runs.map(({ model }, k) => [model, named[k]?.size ?? 0]))
  };
}

/** Those that may be part of it: the quick set, then the standard one. */
function askedQuestions(survey: SurveyDataset): QuestionId[] {
  const both = [...questionsOf(survey, 'quick'), ...questionsOf(survey, 'standard')];
  return [...new Set(both.map(({ id }) => id))];
}

/** Captions of fewer questions would cost the names too much. */
const MOST = 2 / 3;

/** Questions that were answered under every caption, or under every other cue. */
function wholeQuestions(
  answers: readonly RawAnswer[],
  cues: readonly Cue[],
  captions: boolean
): Set<QuestionId> {
  const wanted = (cue: Cue) => (cue.kind === 'caption') === captions;
  const counts = new Map<QuestionId, number>();
  for (const { question, cue } of answers) {
    if (wanted(cue)) counts.set(question, (counts.get(question) ?? 0) + 1);
  }
  const all = cues.filter(wanted).length;
  return new Set([...counts].flatMap(([id, count]) => (count === all ? [id] : [])));
}

function answersOf(
  study: Study,
  survey: SurveyDataset,
  { system, lines }: AnsweredModel
): RawAnswer[] {
  const plan: AskPlan = {
    ...{ cues: studyCues(study, study.pictures), questions: studyQuestions(study, survey) },
    ...{ template: brief, readout: 'letter', orders: study.orders, dontKnow: study.dontKnow },
    system: 'own'
  };
  return answersInLines(plan, chatml(system), lines);
}

async function zipOf(
  study: Study,
  survey: SurveyDataset,
  answered: readonly { run: StudyModelRun; answers: readonly RawAnswer[] }[],
  app: string
): Promise<Blob> {
  const { studies } = memoryStore();
  const record = await saveStudy(studies, study);
  const runs = Object.fromEntries(answered.map(({ run }) => [run.model, run]));
  await studies.put({ ...record, runs });
  const questions = studyQuestions(study, survey);
  const keys = new Map<QuestionId, string>();
  for (const question of questions) keys.set(question.id, await questionKey(question));
  for (const { run, answers } of answered) {
    const ids = new SegmentIds(run);
    const kept = answers.filter(({ question }) => keys.has(question));
    for (const { cue, plan } of stepsOf(study, run.model, ['letter'], study.pictures, questions)) {
      const name = JSON.stringify(cue);
      const own = kept.filter((answer) => JSON.stringify(answer.cue) === name);
      await studies.putSegments([makeSegment(study.id, await ids.of(plan), own, keys)]);
    }
  }
  // No file of a model lies with the app: the base leads nowhere.
  const base = 'http://127.0.0.1:9/';
  return exportStudyZip(study.id, studies, () => Promise.resolve(survey), {
    ...{ pictures: false, app, base }
  });
}
