import { pairedMean } from '../../src/core/inference/pairedMean.ts';
import { seededRandom } from '../../src/core/inference/random.ts';
import type { Random } from '../../src/core/inference/types.ts';

/** Box and Muller. */
const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Differences whose mean is 0, so that every p below .05 is a false positive. */
export const NULLS: Readonly<
  Record<string, { lopsided: boolean; draw: (random: Random) => number }>
> = {
  normal: { lopsided: false, draw: normal },
  't (3 degrees)': {
    lopsided: false,
    draw: (random) => {
      const square = [0, 1, 2].reduce((sum) => sum + normal(random) ** 2, 0);
      return normal(random) / Math.sqrt(square / 3);
    }
  },
  'half zero': {
    lopsided: false,
    draw: (random) => (random() < 0.5 ? 0 : normal(random))
  },
  exponential: { lopsided: true, draw: (random) => -Math.log(1 - random()) - 1 },
  lognormal: { lopsided: true, draw: (random) => Math.exp(normal(random)) - Math.exp(0.5) }
};

export const SIZES = [6, 8, 10, 15, 25, 60] as const;

/** How often a null is called beyond chance: by the sign flips' p, and by the t interval. */
export interface FalsePositives {
  flips: number;
  interval: number;
}

/** @param times simulated experiments */
export function falsePositives(name: string, n: number, times: number): FalsePositives {
  const draw = NULLS[name]?.draw;
  if (!draw) throw new RangeError(`No such null: ${name}.`);
  const random = seededRandom(n * 1000 + name.length);
  return countPositives(times, () => Float64Array.from({ length: n }, () => draw(random)));
}

/** How often experiments whose null is true are called beyond chance. */
export function countPositives(times: number, experiment: () => ArrayLike<number>): FalsePositives {
  let [flips, interval] = [0, 0];
  for (let k = 0; k < times; k++) {
    const found = pairedMean(experiment(), { seed: k });
    flips += Number((found.p ?? 1) < 0.05);
    const [low, high] = found.interval ?? [0, 0];
    interval += Number(low > 0 || high < 0);
  }
  return { flips: flips / times, interval: interval / times };
}
