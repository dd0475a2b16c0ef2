import type { CueKind, Order } from '../prompts/types.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import { logSumExp, orderDistribution } from '../answers/distributions.ts';
import { divergenceAt } from './similarityColumns.ts';
import type { StudyFrame } from '../study/studyFrame.ts';

/** How far a condition's letter answers can be trusted, by kind of cue. */
export interface LetterQuality {
  condition: number;
  cue: CueKind;
  answers: number;
  /** Mean over answers of the mean over orders of the letters' total probability. */
  letterMass: number;
  /** Mean JS divergence (bits) between orders, and share of answers whose first choice flips. */
  divergence: number | null;
  flips: number | null;
}

const CUE_KINDS: readonly CueKind[] = ['neutral', 'country', 'picture'];

/** Letter mass and order sensitivity of every condition that was asked with letters. */
export function letterQuality(frame: StudyFrame, columns: AnswerColumns): LetterQuality[] {
  const sums = new Map<
    number,
    { n: number; mass: number; moved: number; flips: number; pairs: number }
  >();
  const work = [new Float64Array(32), new Float64Array(32)] as const;
  for (let row = 0; row < columns.length; row++) {
    const layout = columns.layouts[columns.layout[row] as number];
    const cue = frame.cues[columns.cue[row] as number];
    if (layout?.readout !== 'letter' || !cue) continue;
    const id = (columns.condition[row] as number) * CUE_KINDS.length + CUE_KINDS.indexOf(cue.kind);
    const sum = sums.get(id) ?? { n: 0, mass: 0, moved: 0, flips: 0, pairs: 0 };
    sums.set(id, sum);
    const { orders, shown, options } = layout;
    const from = columns.start[row] as number;
    sum.n += 1;
    for (let k = 0; k < orders.length; k++) {
      sum.mass += Math.exp(logSumExp(columns.values, from + k * shown, shown)) / orders.length;
    }
    if (orders.length < 2) continue;
    const { moved, flips } = compareOrders(columns.values, from, shown, options, orders, work);
    sum.moved += moved;
    sum.flips += flips ? 1 : 0;
    sum.pairs += 1;
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([id, { n, mass, moved, flips, pairs }]) => ({
      condition: Math.floor(id / CUE_KINDS.length),
      cue: CUE_KINDS[id % CUE_KINDS.length] as CueKind,
      answers: n,
      letterMass: mass / n,
      divergence: pairs > 0 ? moved / pairs : null,
      flips: pairs > 0 ? flips / pairs : null
    }));
}

function compareOrders(
  values: Float64Array,
  from: number,
  shown: number,
  options: number,
  orders: readonly Order[],
  [a, b]: readonly [Float64Array, Float64Array]
): { moved: number; flips: boolean } {
  let moved = 0;
  let pairs = 0;
  let flips = false;
  for (let i = 0; i < orders.length; i++) {
    orderDistribution(values, from + i * shown, orders[i] as Order, a);
    for (let j = i + 1; j < orders.length; j++) {
      orderDistribution(values, from + j * shown, orders[j] as Order, b);
      moved += divergenceAt(a, 0, b, 0, options) / Math.LN2;
      pairs += 1;
      flips ||= largest(a, options) !== largest(b, options);
    }
  }
  return { moved: moved / pairs, flips };
}

function largest(values: Float64Array, n: number): number {
  let best = 0;
  for (let k = 1; k < n; k++) if ((values[k] as number) > (values[best] as number)) best = k;
  return best;
}
