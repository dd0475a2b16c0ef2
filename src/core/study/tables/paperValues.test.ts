import { describe, expect, test } from 'vitest';
import {
  PAPER_INCOME_CHANGE,
  PAPER_MODELS,
  PAPER_SIMILARITY,
  PAPER_TOPIC_TESTS
} from './paperValues.ts';

describe("the paper's printed values", () => {
  test('agree with what its text says about them', () => {
    expect(PAPER_SIMILARITY['13B'].name['BRA']).toBe(0.6);
    expect(PAPER_SIMILARITY['13B'].picture['FRA']).toBe(0.63);
    expect([PAPER_SIMILARITY['34B'].name['USA'], PAPER_SIMILARITY['34B'].picture['PAK']]).toEqual([
      0.73, 0.74
    ]);
    expect(PAPER_INCOME_CHANGE.low['72B']['Politics and policy']).toBe(27.62);
    expect(PAPER_INCOME_CHANGE.high['72B']['Security']).toBe(10.94);
    expect(PAPER_INCOME_CHANGE.low['13B']['Gender and LGBTQ']).toBe(-14.77);
    expect(PAPER_INCOME_CHANGE.high['34B']['Race and ethnicity']).toBe(14.03);
    expect(PAPER_TOPIC_TESTS['34B']['Religion and spirituality']).toBe(0.005);
  });

  test('are complete', () => {
    for (const model of PAPER_MODELS) {
      const all = [
        ...Object.values(PAPER_SIMILARITY[model].name),
        ...Object.values(PAPER_SIMILARITY[model].picture),
        ...Object.values(PAPER_INCOME_CHANGE.high[model]),
        ...Object.values(PAPER_INCOME_CHANGE.low[model]),
        ...Object.values(PAPER_TOPIC_TESTS[model])
      ];
      expect(all.filter(Number.isFinite)).toHaveLength(10 + 10 + 15 * 3);
    }
  });
});
