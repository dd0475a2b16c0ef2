import { expect, test } from 'vitest';
import { ordersFor } from '../prompts/orders.ts';
import type { OrderScheme } from '../prompts/types.ts';
import { toAnswer } from './answer.ts';
import { distributionsOf } from './answer.ts';
import { AnswerColumnsBuilder } from './answerColumns.ts';
import { inOrders } from './someOrders.ts';
import type { RawAnswer } from './types.ts';

const cue = { kind: 'neutral' } as const;
/** Letters of `n` options and one more letter, in every order of a scheme; no two numbers alike. */
const letters = (n: number, scheme: OrderScheme): RawAnswer => ({
  ...{ question: 'Q1', cue, readout: 'letter' },
  orders: ordersFor(scheme, n).map((order, k) => ({
    order,
    logprobs: Array.from({ length: n + 1 }, (_, j) => -1 - j / 7 - (k * j) / 3)
  }))
});
const words: RawAnswer = {
  ...{ question: 'Q1', cue, readout: 'text' },
  ...{ sums: [-1, -3], tokens: [1, 2], baseline: [-2, -2.5] }
};
function columnsOf(raws: readonly RawAnswer[]) {
  const builder = new AnswerColumnsBuilder();
  raws.forEach((raw, question) => builder.add({ condition: 0, cue: 0, question }, raw));
  return builder.finish();
}
const only = (raw: RawAnswer, count: number): RawAnswer =>
  raw.readout === 'letter' ? { ...raw, orders: raw.orders.slice(0, count) } : raw;

test('one order of two gives the answers that one order alone gives, words stay', () => {
  const raws = [letters(4, 'forward+reverse'), words, letters(2, 'forward+reverse')];
  const found = inOrders(columnsOf(raws), 'single');
  if (!found) throw new Error('None.');
  const { start, p } = distributionsOf(found, 'pmi');
  raws.forEach((raw, row) => {
    const alone = toAnswer(only(raw, 1), { variant: 'pmi' }).distribution;
    expect([...p.subarray(start[row], start[row + 1])]).toEqual(alone);
  });
});

test('of three options, turning round holds one order and not the reverse; of two, both', () => {
  expect(inOrders(columnsOf([letters(3, 'cyclic')]), 'single')).not.toBe(null);
  expect(inOrders(columnsOf([letters(3, 'cyclic')]), 'forward+reverse')).toBe(null);
  expect(inOrders(columnsOf([letters(2, 'cyclic')]), 'forward+reverse')).not.toBe(null);
  expect(inOrders(columnsOf([letters(3, 'single')]), 'forward+reverse')).toBe(null);
});
