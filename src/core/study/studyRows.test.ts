import { expect, test } from 'vitest';
import { AnswerColumnsBuilder } from '../answers/answerColumns.ts';
import { BLANKS } from '../prompts/cueKinds.ts';
import type { Cue } from '../prompts/types.ts';
import { packShares } from '../survey/surveyShares.ts';
import type { Distribution } from '../survey/types.ts';
import { says } from './fixtures/studyOf.ts';
import { StudyData } from './studyData.ts';
import { studyRows } from './studyRows.ts';

const CUES: Cue[] = [
  { kind: 'neutral' },
  { kind: 'country', country: 'KOR', name: 'South Korea' },
  { kind: 'picture', picture: 'flag', category: null },
  { kind: 'picture', picture: 'food', category: 'food' },
  { kind: 'frame' },
  ...[null, 'food' as const].flatMap((category) =>
    BLANKS.map((blank): Cue => ({ kind: 'blank', blank, category }))
  )
];

/** Two options: the share of the second, by cue; null was not answered. */
function studyWith(questions: readonly (readonly (number | null)[])[], cues = CUES): StudyData {
  const builder = new AnswerColumnsBuilder();
  questions.forEach((answers, question) =>
    answers.forEach((second, cue) => {
      if (second !== null) {
        builder.add({ condition: 0, cue, question }, says(`Q${question}`, [1 - second, second]));
      }
    })
  );
  const all = questions.map((_, q) => ({
    id: `Q${q}`,
    scale: 'ordinal' as const,
    topic: 'Security' as const
  }));
  const pictures = ['flag', 'food'].map((id) => ({
    ...{ id, country: 'KOR', category: null, incomeUsdPerMonth: null }
  }));
  const frame = {
    conditions: [{ model: 'm', template: 't@1', readout: 'text' as const }],
    ...{ cues, questions: all, countries: [{ code: 'KOR', income: null }], pictures }
  };
  return new StudyData(
    frame,
    builder.finish(),
    packShares(all, () => new Map())
  );
}

const second = (p: Distribution | null | undefined) => p?.[1] ?? NaN;
const base = { condition: 0, variant: 'raw' as const };
const flag = { ...base, mover: { kind: 'picture' as const, cue: 2 } };
// neutral, name, flag, food, frame, blanks of the flag, blanks of the food
const wide = [0.5, 0.6, 0.8, 0.4, 0.5, 0.1, 0.5, 0.9, 0.2, 0.2, 0.2];
const narrow = [0.5, 0.6, 0.7, 0.3, 0.5, 0.48, 0.5, 0.52, 0.1, 0.1, 0.1];

test('a picture against the blanks of its own sentence; what beats them first, however small', () => {
  const rows = studyRows(studyWith([wide, narrow]), flag);
  expect(rows.map(({ question }) => question)).toEqual([1, 0]);
  expect(rows[0]?.zero).toBe('blank');
  expect(rows[0]?.zeros.map((p) => Math.round(second(p) * 100))).toEqual([48, 50, 52]);
  expect(second(rows[0]?.picture)).toBeCloseTo(0.7, 12);
  expect(second(rows[0]?.name)).toBeCloseTo(0.6, 12);
  expect(second(rows[0]?.neutral)).toBeCloseTo(0.5, 12);
});

test('the mean of a country’s pictures, blank by blank against theirs', () => {
  const mover = { kind: 'pictures' as const, country: 'KOR' };
  const [row] = studyRows(studyWith([narrow]), { ...base, mover });
  expect(second(row?.picture)).toBeCloseTo(0.5, 12);
  expect(row?.zeros.map((p) => Math.round(second(p) * 100))).toEqual([29, 30, 31]);
});

test('a name against its own sentence without it', () => {
  const mover = { kind: 'name' as const, country: 'KOR' };
  const [row] = studyRows(studyWith([narrow]), { ...base, mover });
  expect(row).toMatchObject({ zero: 'frame', picture: null });
  expect(second(row?.name)).toBeCloseTo(0.6, 12);
  expect(row?.zeros).toHaveLength(1);
});

test('what is not answered yet has no row; a study without controls is measured from no cue', () => {
  const missing = [...narrow.slice(0, 7), null, ...narrow.slice(8)];
  expect(studyRows(studyWith([missing]), flag)).toEqual([]);
  const before = studyWith([narrow.slice(0, 4)], CUES.slice(0, 4));
  expect(studyRows(before, flag)).toMatchObject([{ zero: 'neutral' }]);
});
