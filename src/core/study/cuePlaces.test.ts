import { describe, expect, test } from 'vitest';
import { AnswerColumnsBuilder } from '../answers/answerColumns.ts';
import { seededRandom } from '../inference/random.ts';
import type { Cue } from '../prompts/types.ts';
import { packShares } from '../survey/surveyShares.ts';
import { cuePlaces, type CuePlace } from './cuePlaces.ts';
import { says } from './fixtures/studyOf.ts';
import { StudyData } from './studyData.ts';

const COUNTRIES = Array.from({ length: 30 }, (_, k) => `C${String(k).padStart(2, '0')}`);
const CUES: Cue[] = [
  { kind: 'neutral' },
  { kind: 'country', country: 'C03', name: 'C03' },
  { kind: 'picture', picture: 'p', category: null },
  ...(['grey', 'white', 'noise'] as const).map(
    (blank) => ({ kind: 'blank', blank, category: null }) as const
  ),
  { kind: 'frame' }
];

interface Made {
  questions?: number;
  cues?: readonly Cue[];
  /** Whether people of a country were asked a question. */
  asked?: (country: number, question: number) => boolean;
}

/** Two options a question; the picture moves towards C03's people beyond blanks, the name away. */
function run({ questions: n = 8, cues = CUES, asked = () => true }: Made = {}): StudyData {
  const random = seededRandom(3);
  const people = Array.from({ length: n }, () => COUNTRIES.map(() => 0.2 + 0.6 * random()));
  const questions = people.map((_, q) => ({
    ...{ id: `Q${q}`, topic: 'Security' as const, scale: 'ordinal' as const }
  }));
  const builder = new AnswerColumnsBuilder();
  people.forEach((shares, question) => {
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const towards = ((shares[3] as number) - mean) / 4;
    cues.forEach((cue, index) => {
      const by = { picture: towards, country: -towards }[cue.kind as string] ?? 0;
      // What the template does to every picture: no question's direction, whoever is shown.
      const share = 0.4 + by + (cue.kind === 'picture' || cue.kind === 'blank' ? 0.2 : 0);
      const answer = says(`Q${question}`, [1 - share, share]);
      builder.add({ condition: 0, cue: index, question }, answer);
    });
  });
  const figures = new Map(
    people.map((shares, q) => [
      `Q${q}`,
      new Map(
        shares.flatMap((share, c) =>
          asked(c, q) ? [[COUNTRIES[c] as string, { p: [1 - share, share] }] as const] : []
        )
      )
    ])
  );
  return new StudyData(
    {
      conditions: [{ model: 'm', template: 't@1', readout: 'text' }],
      cues,
      questions,
      countries: [{ code: 'C03', income: null }],
      pictures: [{ id: 'p', country: 'C03', category: null, incomeUsdPerMonth: null }]
    },
    builder.finish(),
    packShares(questions, (id) => figures.get(id) ?? new Map())
  );
}

const places = (made?: Made) => cuePlaces(run(made), { condition: 0, variant: 'raw' });

describe('cuePlaces', () => {
  const [neutral, name, picture] = places();

  test('a picture that moves answers towards its country has it first, away from it last', () => {
    expect(picture).toMatchObject({ control: 'blank', own: 'C03', rank: 1, percentile: 1, n: 8 });
    expect(name).toMatchObject({ control: 'frame', own: 'C03', rank: 30, percentile: 0 });
    expect((picture as CuePlace).countries[0]?.code).toBe('C03');
    expect((name as CuePlace).countries.at(-1)?.code).toBe('C03');
    expect(neutral).toBe(null);
  });

  test('countries without figures on all questions stand apart; all others share the questions', () => {
    const found = places({ asked: (c, q) => c !== 7 || q < 3 })[2];
    expect(found).toMatchObject({ n: 8, apart: 1, rank: 1 });
    expect((found as CuePlace).countries.map(({ code }) => code)).not.toContain('C07');
  });

  test('says why there is no place', () => {
    expect(places({ questions: 5 })[2]).toBe('few');
    expect(places({ asked: (c) => c !== 3 })[2]).toBe('own');
    expect(places({ asked: (c) => c < 20 })[2]).toBe('figures');
    expect(places({ cues: CUES.slice(0, 3) }).slice(1)).toEqual(['control', 'control']);
  });
});
