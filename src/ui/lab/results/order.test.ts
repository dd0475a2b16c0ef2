import { describe, expect, test } from 'vitest';
import { sortViews } from './order.ts';
import { placesToList } from '../../nearest/nearestRows.ts';
import type { QuestionView } from './views.ts';

const view = (id: string, topic: string) =>
  ({ question: { id, topic }, answers: [], figure: null }) as unknown as QuestionView;
const views = [
  view('Q10', 'Security'),
  view('Q9', 'Social values and attitudes'),
  view('Q2', 'Security')
];
const ids = (list: readonly QuestionView[]) => list.map(({ question }) => question.id);

describe('sortViews', () => {
  test('by survey order counts numbers, not letters', () => {
    expect(ids(sortViews(views, 'question', () => null))).toEqual(['Q2', 'Q9', 'Q10']);
  });

  test('by topic keeps survey order within a topic', () => {
    expect(ids(sortViews(views, 'topic', () => null))).toEqual(['Q9', 'Q2', 'Q10']);
  });

  test('most moved first, unknown last', () => {
    const moved: Record<string, number> = { Q10: 0.1, Q2: 0.4 };
    const sorted = sortViews(views, 'moved', ({ question }) => moved[question.id] ?? null);
    expect(ids(sorted)).toEqual(['Q2', 'Q10', 'Q9']);
  });
});

test('lists the first and the chosen country wherever it stands', () => {
  const ranked = ['BRA', 'DEU', 'USA'].map((country) => ({
    country,
    similarity: { mean: 0.5, interval: null, n: 1 },
    behind: null
  }));
  expect(placesToList(ranked, 'USA', 1)).toEqual([0, 2]);
  expect(placesToList(ranked, 'BRA', 2)).toEqual([0, 1]);
  expect(placesToList(ranked, null, 5)).toEqual([0, 1, 2]);
});
