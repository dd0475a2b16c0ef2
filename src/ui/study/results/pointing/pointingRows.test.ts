import { expect, test } from 'vitest';
import type { SpecificityRow, StudySpecificity } from '../../../../core/study/studySpecificity.ts';
import type { Cue } from '../../../../core/prompts/types.ts';
import { pointingRows } from './pointingRows.ts';

const found = (control: 'others' | 'blank'): StudySpecificity => ({
  ...{ control, countries: 5, meanPercentile: 0.5, p: 0.5, questions: 9, surveyed: 30 },
  ...{ chance: { mean: 0.5, sd: 0.1, counts: [], detectable: null } },
  ...{ cues: [], byQuestion: null, byCue: null, sets: [] }
});
const cues: Cue[] = [
  { kind: 'blank', blank: 'grey', category: null },
  { kind: 'country', country: 'KOR', name: 'South Korea' },
  { kind: 'picture', picture: 'a', category: null },
  { kind: 'picture', picture: 'b', category: null }
];
const frame = { conditions: [], cues, questions: [], countries: [], pictures: [] };
const rows: SpecificityRow[] = [
  { condition: 0, kind: 'picture', found: found('others') },
  { condition: 0, kind: 'country', found: found('others') },
  { condition: 1, kind: 'picture', found: found('blank') },
  { condition: 1, kind: 'country', found: 'cues' }
];
const of = (waiting: [condition: number, cue: number][], undecided = 0) => {
  const made = pointingRows(rows, {
    ...{ frame, undecided },
    waiting: waiting.map(([condition, cue]) => ({ condition, cue, answers: 9 }))
  });
  const name = ({ condition, kind }: { condition: number; kind: string }) => `${condition} ${kind}`;
  return {
    tested: made.tested.map(name),
    gaps: made.gaps.map(name),
    waiting: made.waiting.map((each) => `${name(each)} ${each.done}/${each.of}`)
  };
};

test('a row is there once all cues of its kind are in, under its own way of asking', () => {
  const all = ['0 picture', '0 country', '1 picture'];
  expect(of([])).toEqual({ tested: all, gaps: ['1 country'], waiting: [] });
  expect(of([[0, 2]])).toMatchObject({
    tested: ['0 country', '1 picture'],
    waiting: ['0 picture 1/2']
  });
});

test('its control must be in too, and every picture looked at', () => {
  expect(of([[0, 0]]).waiting).toEqual([]);
  expect(of([[1, 0]]).waiting).toEqual(['1 picture 1/2']);
  expect(of([], 3).waiting).toEqual(['0 picture 2/5', '1 picture 2/5']);
});
