import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAnswer } from './answer.ts';
import { ordersFor } from '../prompts/orders.ts';
import type { Order, OrderScheme } from '../prompts/types.ts';
import type { RawAnswer } from './types.ts';

const cue = { kind: 'neutral' } as const;
const letters = (orders: { order: Order; logprobs: readonly number[] }[]): RawAnswer => ({
  question: 'Q1',
  cue,
  readout: 'letter',
  orders
});
const options = { variant: 'pmi' } as const;
const logs = (...shares: number[]) => shares.map(Math.log);

/** A model that looks at nothing but the letter: the k-th one gets the k-th share, always. */
const alwaysTheSame = (scheme: 'forward+reverse' | 'cyclic', shares: readonly number[]) =>
  letters(ordersFor(scheme, shares.length).map((order) => ({ order, logprobs: logs(...shares) })));

const anyLogprob = fc.double({ min: -40, max: -1e-9, noNaN: true });

describe('letter answers', () => {
  it('are uniform under cyclic orders when the model always says A', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 11 }), (n) => {
        const shares = Array.from({ length: n }, (_, k) => (k === 0 ? 1 - 1e-9 * n : 1e-9));
        for (const share of toAnswer(alwaysTheSame('cyclic', shares), options).distribution) {
          expect(Math.abs(share - 1 / n)).toBeLessThan(1e-6);
        }
      })
    );
  });

  it('are half and half at the ends under forward+reverse when the model always says A', () => {
    const answer = toAnswer(alwaysTheSame('forward+reverse', [1, 0, 0, 0]), options);
    expect(answer.distribution).toEqual([0.5, 0, 0, 0.5]);
    expect(answer.orderSensitivity).toEqual({ divergence: 1, flips: true });
  });

  it('keep the letter mass and renormalise over the substantive options', () => {
    // Two options, one "don't know" letter, a fifth of the mass elsewhere.
    const answer = toAnswer(letters([{ order: [1, 0], logprobs: logs(0.3, 0.1, 0.4) }]), options);
    expect(answer.letterMass).toBeCloseTo(0.8, 12);
    expect(answer.distribution[0]).toBeCloseTo(0.25, 12);
    expect(answer.distribution[1]).toBeCloseTo(0.75, 12);
    expect(answer.orderSensitivity).toBeNull();
  });

  it('average orders after mapping them back', () => {
    const answer = toAnswer(
      letters([
        { order: [0, 1], logprobs: logs(0.8, 0.2) },
        { order: [1, 0], logprobs: logs(0.4, 0.6) }
      ]),
      options
    );
    expect(answer.distribution[0]).toBeCloseTo(0.7, 12);
    expect(answer.orders[1]?.distribution[0]).toBeCloseTo(0.6, 12);
    expect(answer.orderSensitivity?.flips).toBe(false);
    expect(answer.orderSensitivity?.divergence).toBeGreaterThan(0);
  });

  it('map every order back to the options that its letters stood for', () => {
    const scheme = fc.constantFrom<OrderScheme>('single', 'forward+reverse', 'cyclic');
    fc.assert(
      fc.property(scheme, fc.integer({ min: 2, max: 11 }), (name, n) => {
        const shares = Array.from({ length: n }, (_, k) => (2 * (k + 1)) / (n * (n + 1)));
        const orders = ordersFor(name, n).map((order) => ({
          order,
          logprobs: logs(...order.map((option) => shares[option] as number))
        }));
        for (const { distribution } of toAnswer(letters(orders), options).orders) {
          distribution.forEach((share, k) => expect(share).toBeCloseTo(shares[k] ?? NaN, 12));
        }
      })
    );
  });

  it('are distributions even where all letters are very unlikely', () => {
    fc.assert(
      fc.property(fc.array(anyLogprob, { minLength: 2, maxLength: 11 }), (logprobs) => {
        const far = logprobs.map((value) => value - 900);
        const order = logprobs.map((_, k) => k);
        const { distribution } = toAnswer(letters([{ order, logprobs: far }]), options);
        expect(distribution.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...distribution)).toBeGreaterThanOrEqual(0);
      })
    );
  });

  it('refuse numbers that are none', () => {
    expect(() => toAnswer(letters([{ order: [0, 1], logprobs: [NaN, -1] }]), options)).toThrow(
      'answer-not-finite'
    );
    expect(() =>
      toAnswer(letters([{ order: [0, 1], logprobs: [-Infinity, -Infinity] }]), options)
    ).toThrow('answer-not-finite');
  });
});

describe('text answers', () => {
  const raw: RawAnswer = {
    question: 'Q1',
    cue,
    readout: 'text',
    sums: logs(0.5, 0.25),
    tokens: [1, 2],
    baseline: logs(0.5, 0.125)
  };

  it.each([
    ['raw', 2 / 3],
    // exp(log(.25) / 2) = .5, so both options weigh the same.
    ['per-token', 1 / 2],
    // Weights .5 / .5 = 1 and .25 / .125 = 2.
    ['pmi', 1 / 3]
  ] as const)('%s', (variant, first) => {
    const answer = toAnswer(raw, { variant });
    expect(answer.distribution[0]).toBeCloseTo(first, 12);
    expect(answer).toMatchObject({ letterMass: null, orders: [], orderSensitivity: null });
  });
});
