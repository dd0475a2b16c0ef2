import { halfOrMore } from '../inference/evidence.ts';

export interface CommonQuestions {
  questions: number[];
  /** Rows (countries) that have all of them. */
  kept: number[];
  /** Rows that lack some: too few of their own to hold the others to. */
  apart: number[];
}

/**
 * The questions over which countries are compared: those that all of them have. Countries with
 * figures on fewer than half of the questions stand apart; where the rest then have fewer than half
 * in common, the one with the fewest figures goes (of equals the last), until they have.
 * @param has whether a row has a question
 */
export function commonQuestions(
  rows: readonly number[],
  questions: readonly number[],
  has: (row: number, question: number) => boolean
): CommonQuestions {
  const count = new Map(rows.map((row) => [row, questions.filter((q) => has(row, q)).length]));
  const most = (row: number) => count.get(row) ?? 0;
  let kept = rows.filter((row) => most(row) > 0 && halfOrMore(most(row), questions.length));
  const common = () => questions.filter((q) => kept.every((row) => has(row, q)));
  let shared = common();
  while (kept.length > 1 && !halfOrMore(shared.length, questions.length)) {
    const fewest = kept.reduce((last, row) => (most(row) <= most(last) ? row : last));
    kept = kept.filter((row) => row !== fewest);
    shared = common();
  }
  if (kept.length === 0) shared = [];
  return { questions: shared, kept, apart: rows.filter((row) => !kept.includes(row)) };
}
