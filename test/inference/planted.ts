import { AnswerColumnsBuilder } from '../../src/core/answers/answerColumns.ts';
import { seededRandom } from '../../src/core/inference/random.ts';
import { mean } from '../../src/core/mean.ts';
import type { Cue } from '../../src/core/prompts/types.ts';
import { says } from '../../src/core/study/fixtures/studyOf.ts';
import { StudyData } from '../../src/core/study/studyData.ts';
import { packShares } from '../../src/core/survey/surveyShares.ts';
import type { Distribution } from '../../src/core/survey/types.ts';

const SURVEYED = 40;
const QUESTIONS = 40;
const STEPS = 3;

export interface PlantedEffects {
  /** How far each cue moves answers towards its own country's people, as a share of the way. */
  own: number;
  /** How far every cue, and the frame less so, moves answers towards one and the same country. */
  template: number;
  /** Countries that are cues. */
  countries: number;
  seed: number;
}

/** Standard deviation of what a cue does to an answer for no reason, in scale lengths. */
const NOISE = 0.05;

/**
 * A made-up study in which it is known what cues do: countries named (with a frame) and one picture
 * of each (with a blank), 40 questions of four steps, 40 surveyed countries.
 */
export function plantedStudy({ own, template, countries, seed }: PlantedEffects): StudyData {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const codes = Array.from({ length: SURVEYED }, (_, c) => `C${String(c).padStart(2, '0')}`);
  const questions = Array.from({ length: QUESTIONS }, (_, q) => {
    const usual = 0.3 + 0.4 * random();
    return {
      ...{ id: `q${q}`, scale: 'ordinal' as const, topic: 'Security' as const },
      people: codes.map(() => inside(usual + 0.12 * normal())),
      model: 0.3 + 0.4 * random()
    };
  });
  const named = codes.slice(0, countries);
  const cues: Cue[] = [
    { kind: 'frame' },
    { kind: 'blank', blank: 'grey', category: null },
    ...named.map((code): Cue => ({ kind: 'country', country: code, name: code })),
    ...named.map((code): Cue => ({ kind: 'picture', picture: code, category: null }))
  ];
  const builder = new AnswerColumnsBuilder();
  questions.forEach(({ id, people, model }, question) => {
    const usual = mean(people);
    cues.forEach((each, cue) => {
      const country =
        each.kind === 'country' ? each.country : 'picture' in each ? each.picture : '';
      const towards = (code: string) => (people[codes.indexOf(code)] ?? usual) - usual;
      const moved =
        country === '' ? 0 : own * towards(country) + template * towards('C39') + NOISE * normal();
      builder.add({ condition: 0, cue, question }, says(id, around(inside(model + moved))));
    });
  });
  const figures = new Map(
    questions.map(({ id, people }) => [
      id,
      new Map(codes.map((code, c) => [code, { p: around(people[c] as number) }]))
    ])
  );
  return new StudyData(
    {
      conditions: [{ model: 'made-up', template: 'none@1', readout: 'text' }],
      cues,
      questions: questions.map(({ id, scale, topic }) => ({ id, scale, topic })),
      countries: named.map((code) => ({ code, income: null })),
      pictures: named.map((code) => ({
        ...{ id: code, country: code, category: null, incomeUsdPerMonth: null }
      }))
    },
    builder.finish(),
    packShares(questions, (id) => figures.get(id) ?? new Map())
  );
}

const inside = (position: number) => Math.min(0.97, Math.max(0.03, position));

/** Shares of four steps with this expected position: binomial. */
function around(position: number): Distribution {
  const ways = [1, 3, 3, 1];
  return ways.map((count, k) => count * position ** k * (1 - position) ** (STEPS - k));
}
