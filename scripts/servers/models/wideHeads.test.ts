import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wideHeads } from './wideHeads.mjs';

const THETA = 10_000;

/** Turns a head's numbers for a position, halves against each other, as Llama does. */
function turnedBy(head: readonly number[], position: number): number[] {
  const half = head.length / 2;
  return head.map((value, at) => {
    const angle = position * THETA ** ((-2 * (at % half)) / head.length);
    const other = at < half ? -head[at + half]! : head[at - half]!;
    return value * Math.cos(angle) + other * Math.sin(angle);
  });
}

const times = ({ shape, data }: { shape: number[]; data: Float32Array }, x: readonly number[]) =>
  Array.from({ length: shape[0]! }, (_, row) =>
    x.reduce((sum, value, at) => sum + value * data[row * shape[1]! + at]!, 0)
  );

/** One head looks from position 5 at position 2: its score, and what it writes of it. */
function looks(w: ReturnType<typeof wideHeads>, x: readonly number[]): [number, number[]] {
  const [q, k] = [turnedBy(times(w.q, x), 5), turnedBy(times(w.k, x), 2)];
  const product = q.reduce((sum, value, at) => sum + value * k[at]!, 0);
  return [product / Math.sqrt(q.length), times(w.o, times(w.v, x))];
}

it('gives the same scores and outputs in heads of any larger size', () => {
  const number = fc.float({ min: -2, max: 2, noNaN: true });
  const weights = fc.array(number, { minLength: 4 * 3 * 4, maxLength: 4 * 3 * 4 });
  const input = fc.array(number, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(weights, input, fc.constantFrom(8, 16), (all, x, wide) => {
      const part = (at: number) => new Float32Array(all.slice(12 * at, 12 * at + 12));
      const tensor = (at: number, shape: number[]) => ({ name: '', shape, data: part(at) });
      const own = {
        ...{ q: tensor(0, [4, 3]), k: tensor(1, [4, 3]), v: tensor(2, [4, 3]) },
        o: tensor(3, [3, 4])
      };
      const [score, output] = looks(own, x);
      const [wideScore, wideOutput] = looks(wideHeads(own, 4, wide), x);
      expect(wideScore).toBeCloseTo(score, 3);
      wideOutput.forEach((value, at) => expect(value).toBeCloseTo(output[at]!, 4));
    })
  );
});
