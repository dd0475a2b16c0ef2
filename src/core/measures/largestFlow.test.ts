import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDistributions } from '../fixtures/distributions.ts';
import type { Distribution } from '../survey/types.ts';
import { largestFlow } from './largestFlow.ts';

test('losses at 0 and 3, gains at 2 and 6: the plan is optimal, not the nearest pair alone', () => {
  const from = [0.3, 0.1, 0.1, 0.3, 0.1, 0, 0.1];
  const to = [0.1, 0.1, 0.3, 0.05, 0.1, 0, 0.35];
  expect(largestFlow('ordinal', from, to)).toMatchObject({ from: 3, to: 6 });
  const even = [0.1, 0.1, 0.3, 0.1, 0.1, 0, 0.3];
  expect(largestFlow('ordinal', from, even)).toMatchObject({ from: 0, to: 2 });
});

test('nearest pairs first: what the next option can take does not go farther', () => {
  // 0 and 1 lose, 2 and 3 gain: 1 to 2, so 0 goes to 3.
  const flow = largestFlow('ordinal', [0.4, 0.3, 0.15, 0.15], [0.1, 0.2, 0.25, 0.45]);
  expect(flow).toMatchObject({ from: 0, to: 3 });
  expect(flow?.mass).toBeCloseTo(0.3, 12);
});

test('the share that stays does not flow: an option between may grow', () => {
  const flow = largestFlow('ordinal', [0.29, 0.42, 0.21, 0.08], [0.16, 0.25, 0.37, 0.22]);
  expect(flow).toMatchObject({ from: 1, to: 2 });
  expect(flow?.mass).toBeCloseTo(0.16, 12);
});

test('without an order the largest loser goes to the largest gainer; equal answers do not flow', () => {
  const flow = largestFlow('nominal', [0.1, 0.5, 0.4], [0.4, 0.1, 0.5]);
  expect(flow).toMatchObject({ from: 1, to: 0 });
  expect(flow?.mass).toBeCloseTo(0.3, 12);
  expect(largestFlow('ordinal', [0.5, 0.5], [0.5, 0.5])).toBe(null);
  expect(largestFlow('nominal', [0.2, 0.3, 0.5], [0.2, 0.3, 0.5])).toBe(null);
});

test('for any two answers: from one that loses to one that gains, no more than either; mirrored alike', () => {
  const mirrored = (p: Distribution) => [...p].reverse();
  fc.assert(
    fc.property(
      anyDistributions(2),
      fc.constantFrom('ordinal' as const, 'nominal' as const),
      ([a = [], b = []], scale) => {
        const flow = largestFlow(scale, a, b);
        if (!flow)
          return expect(b.every((share, k) => Math.abs(share - (a[k] ?? 0)) < 1e-6)).toBe(true);
        const change = (option: number) => (b[option] ?? 0) - (a[option] ?? 0);
        expect(-change(flow.from)).toBeGreaterThanOrEqual(flow.mass - 1e-9);
        expect(change(flow.to)).toBeGreaterThanOrEqual(flow.mass - 1e-9);
        const back = largestFlow(scale, mirrored(a), mirrored(b));
        expect(back?.mass).toBeCloseTo(flow.mass, 8);
      }
    )
  );
});

test('no optimal plan has more mass between neighbours, and the plan moves as little as any', () => {
  // The least cost is the area between the cumulative shares; the largest flow is part of such a plan
  // only if taking it away leaves a problem whose least cost is smaller by what it moved.
  const cost = (gains: readonly number[]) => {
    let [sum, total] = [0, 0];
    for (const gain of gains) total += Math.abs((sum += gain));
    return total;
  };
  fc.assert(
    fc.property(anyDistributions(2), ([a = [], b = []]) => {
      const flow = largestFlow('ordinal', a, b);
      if (!flow) return;
      const gains = a.map((share, k) => (b[k] ?? 0) - share);
      const rest = gains.map((gain, k) =>
        k === flow.from ? gain + flow.mass : k === flow.to ? gain - flow.mass : gain
      );
      expect(cost(gains) - cost(rest)).toBeCloseTo(flow.mass * Math.abs(flow.from - flow.to), 8);
      a.forEach((_, k) => {
        const [left = 0, right = 0] = [gains[k], gains[k + 1]];
        if (left * right >= 0) return;
        const toRight = left < 0;
        const crossing = gains.slice(0, k + 1).reduce((sum, gain) => sum + gain, 0);
        // Neighbours may exchange only in the direction in which the place between them is crossed.
        if (crossing < 0 !== toRight || Math.abs(crossing) < 1e-9) return;
        const possible = Math.min(Math.abs(left), Math.abs(right), Math.abs(crossing));
        expect(flow.mass).toBeGreaterThanOrEqual(possible - 1e-9);
      });
    })
  );
});
