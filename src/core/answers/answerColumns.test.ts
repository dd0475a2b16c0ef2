import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionsOf, toAnswer } from './answer.ts';
import { ordersFor } from '../prompts/orders.ts';
import type { Cue } from '../prompts/types.ts';
import type { RawAnswer, TextVariant } from './types.ts';
import { AnswerColumnsBuilder, type AnswerColumns } from './answerColumns.ts';

const cue: Cue = { kind: 'neutral' };
const logprob = fc.double({ min: -60, max: 0, noNaN: true });
const numbers = (n: number) => fc.array(logprob, { minLength: n, maxLength: n });

const letters: fc.Arbitrary<RawAnswer> = fc
  .record({
    n: fc.integer({ min: 2, max: 11 }),
    extra: fc.nat({ max: 2 }),
    scheme: fc.constantFrom('single' as const, 'forward+reverse' as const, 'cyclic' as const)
  })
  .chain(({ n, extra, scheme }) => {
    const orders = ordersFor(scheme, n);
    return fc.tuple(...orders.map(() => numbers(n + extra))).map((all) => ({
      question: 'Q1',
      cue,
      readout: 'letter' as const,
      orders: orders.map((order, k) => ({ order, logprobs: all[k] ?? [] }))
    }));
  });
const words: fc.Arbitrary<RawAnswer> = fc.integer({ min: 2, max: 11 }).chain((n) =>
  fc.record({
    question: fc.constant('Q1'),
    cue: fc.constant(cue),
    readout: fc.constant('text' as const),
    sums: numbers(n),
    tokens: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n }),
    baseline: numbers(n)
  })
);

function columnsOf(raws: readonly RawAnswer[]): AnswerColumns {
  const builder = new AnswerColumnsBuilder(1);
  raws.forEach((raw) => builder.add({ condition: 0, cue: 0, question: 0 }, raw));
  return builder.finish();
}

/** What was measured for an answer, and in which orders. */
const measured = (raw: RawAnswer) =>
  raw.readout === 'text'
    ? { orders: null, numbers: [...raw.sums, ...raw.tokens, ...raw.baseline] }
    : {
        orders: raw.orders.map(({ order }) => order),
        numbers: raw.orders.flatMap(({ logprobs }) => logprobs)
      };

function inRow({ layouts, layout, start, values }: AnswerColumns, row: number) {
  const own = layouts[layout[row] ?? -1];
  return {
    orders: own?.readout === 'letter' ? own.orders : null,
    numbers: [...values.subarray(start[row], start[row + 1])]
  };
}

describe('columns of answers', () => {
  test('hold every number and order, and one layout for equal shapes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(letters, words), { maxLength: 12 }), (raws) => {
        const columns = columnsOf(raws);
        raws.forEach((raw, row) => expect(inRow(columns, row)).toEqual(measured(raw)));
        expect(new Set(columns.layouts.map((each) => JSON.stringify(each))).size).toBe(
          columns.layouts.length
        );
      })
    );
  });

  test('give each answer the distribution that it has alone, to the last bit', () => {
    const variant = fc.constantFrom<TextVariant>('pmi', 'raw', 'per-token');
    const some = fc.array(fc.oneof(letters, words), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, variant, (raws, chosen) => {
        const { start, p } = distributionsOf(columnsOf(raws), chosen);
        raws.forEach((raw, row) => {
          const expected = toAnswer(raw, { variant: chosen }).distribution;
          expect([...p.subarray(start[row], start[row + 1])]).toEqual(expected);
        });
      })
    );
  });

  test('refuse an answer with a number missing', () => {
    const broken: RawAnswer = {
      question: 'Q7',
      cue,
      readout: 'text',
      sums: [-1, -2],
      tokens: [1, 1],
      baseline: [-1]
    };
    expect(() => columnsOf([broken])).toThrow(/answer-not-finite/);
  });
});
