import { AppError } from '../errors.ts';
import { mean } from '../mean.ts';
import { pairAgreement } from '../measures/pairAgreement.ts';
import { AnswerColumnsBuilder, type AnswerColumns, type Layout } from './answerColumns.ts';
import { logSumExp } from './logSpace.ts';
import type { Answer, RawAnswer, TextVariant } from './types.ts';

/** Every row's distribution over the substantive options: row r begins at `p[start[r]]`. */
export interface DistributionColumns {
  start: Uint32Array;
  p: Float64Array;
}

type Letters = Extract<Layout, { readout: 'letter' }>;

/**
 * The model's distributions over the substantive options, row by row (docs/method.md,
 * Answers). `letter`: each order's letters renormalised over the substantive ones, mapped back,
 * averaged. `text`: softmax over the options of `variant` (the variant means nothing for letters).
 */
export function distributionsOf(columns: AnswerColumns, variant: TextVariant): DistributionColumns {
  const start = new Uint32Array(columns.length + 1);
  const layoutOf = (row: number) => columns.layouts[columns.layout[row] as number] as Layout;
  for (let row = 0; row < columns.length; row++) {
    start[row + 1] = (start[row] as number) + layoutOf(row).options;
  }
  const p = new Float64Array(start[columns.length] as number);
  for (let row = 0; row < columns.length; row++) {
    const layout = layoutOf(row);
    const from = columns.start[row] as number;
    const to = start[row] as number;
    if (layout.readout === 'letter') averageOrders(columns.values, from, layout, p, to);
    else readWords(columns.values, from, layout.options, variant, p, to);
  }
  return { start, p };
}

/** Total probability of the letters of one order, "don't know" letters included. */
export function letterMass(logprobs: ArrayLike<number>, from = 0, shown = logprobs.length): number {
  return Math.exp(logSumExp(logprobs, from, shown));
}

/**
 * Mean JS divergence over all pairs of orders (bits), and whether any two differ in first choice;
 * null for one order.
 * @param from where the row's numbers begin in `values`
 */
export function orderSensitivity(
  values: Float64Array,
  from: number,
  layout: Letters
): Answer['orderSensitivity'] {
  if (layout.orders.length < 2) return null;
  const packed = orderDistributions(values, from, layout);
  const { divergence, same } = pairAgreement(packed, layout.orders.length, layout.options);
  return { divergence, flips: same < 1 };
}

/**
 * One answer with all that is known of it, computed as a row of columns.
 * Throws AppError `answer-not-finite` where the measured numbers give no distribution.
 */
export function toAnswer(raw: RawAnswer, { variant }: { variant: TextVariant }): Answer {
  const builder = new AnswerColumnsBuilder(1);
  builder.add({ condition: 0, cue: 0, question: 0 }, raw);
  const columns = builder.finish();
  const { question, cue, readout } = raw;
  const distribution = Array.from(distributionsOf(columns, variant).p);
  if (!distribution.every(Number.isFinite)) throw new AppError('answer-not-finite', { question });
  const common = { question, cue, readout, distribution };
  const [layout] = columns.layouts;
  if (layout?.readout !== 'letter') {
    return { ...common, orders: [], letterMass: null, orderSensitivity: null };
  }
  const { shown, options } = layout;
  const packed = orderDistributions(columns.values, 0, layout);
  const orders = layout.orders.map((order, k) => ({
    order,
    distribution: Array.from(packed.subarray(k * options, (k + 1) * options)),
    letterMass: letterMass(columns.values, k * shown, shown)
  }));
  return {
    ...common,
    orders,
    letterMass: mean(orders.map((each) => each.letterMass)),
    orderSensitivity: orderSensitivity(columns.values, 0, layout)
  };
}

let room = new Float64Array(128);

/**
 * Each order's distribution, mapped back to options, one behind the other: the softmax of the
 * substantive letters alone. Good until the next call: making room anew for every answer of a study
 * would cost more than the numbers.
 */
function orderDistributions(values: Float64Array, from: number, layout: Letters): Float64Array {
  const { orders, shown, options } = layout;
  if (room.length < orders.length * options) room = new Float64Array(orders.length * options);
  for (let k = 0; k < orders.length; k++) {
    const order = orders[k] as Letters['orders'][number];
    const first = from + k * shown;
    const total = logSumExp(values, first, options);
    for (let j = 0; j < options; j++) {
      room[k * options + (order[j] as number)] = Math.exp((values[first + j] as number) - total);
    }
  }
  return room;
}

function averageOrders(
  values: Float64Array,
  from: number,
  layout: Letters,
  p: Float64Array,
  to: number
): void {
  const { orders, options } = layout;
  const packed = orderDistributions(values, from, layout);
  let total = 0;
  for (let k = 0; k < options; k++) {
    let sum = 0;
    for (let at = k; at < orders.length * options; at += options) sum += packed[at] as number;
    p[to + k] = sum;
    total += sum;
  }
  for (let k = 0; k < options; k++) p[to + k] = (p[to + k] as number) / total;
}

function readWords(
  values: Float64Array,
  from: number,
  options: number,
  variant: TextVariant,
  p: Float64Array,
  to: number
): void {
  for (let k = 0; k < options; k++) {
    const sum = values[from + k] as number;
    if (variant === 'raw') p[to + k] = sum;
    else if (variant === 'per-token') p[to + k] = sum / (values[from + options + k] as number);
    else p[to + k] = sum - (values[from + 2 * options + k] as number);
  }
  const total = logSumExp(p, to, options);
  for (let k = 0; k < options; k++) p[to + k] = Math.exp((p[to + k] as number) - total);
}
