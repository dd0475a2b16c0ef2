import { AppError } from '../errors.ts';
import { mean } from '../mean.ts';
import { pairAgreement } from '../measures/pairAgreement.ts';
import { unfold, type AnswerColumns, type Layout } from './answerColumns.ts';
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
    readAnswer(columns.values, from, layout, variant, p, to);
  }
  return { start, p };
}

function readAnswer(
  values: Float64Array,
  from: number,
  layout: Layout,
  variant: TextVariant,
  p: Float64Array,
  to: number
): void {
  if (layout.readout === 'letter') averageOrders(values, from, layout, p, to);
  else readWords(values, from, layout.options, variant, p, to);
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
 * One answer with all that is known of it, computed as a row of the columns is.
 * Throws AppError `answer-not-finite` where the measured numbers give no distribution.
 */
export function toAnswer(raw: RawAnswer, { variant }: { variant: TextVariant }): Answer {
  const { question, cue, readout } = raw;
  const { layout, numbers } = unfold(raw);
  const values = new Float64Array(numbers);
  const p = new Float64Array(layout.options);
  readAnswer(values, 0, layout, variant, p, 0);
  const distribution = listOf(p, 0, layout.options);
  if (!distribution.every(Number.isFinite)) throw new AppError('answer-not-finite', { question });
  const common = { question, cue, readout, distribution };
  if (layout.readout === 'text') {
    return { ...common, orders: [], letterMass: null, orderSensitivity: null };
  }
  const { shown, options } = layout;
  const packed = orderDistributions(values, 0, layout);
  const orders = layout.orders.map((order, k) => ({
    order,
    distribution: listOf(packed, k * options, options),
    letterMass: letterMass(values, k * shown, shown)
  }));
  return {
    ...common,
    orders,
    letterMass: mean(orders.map((each) => each.letterMass)),
    orderSensitivity: orderSensitivity(values, 0, layout)
  };
}

/** A plain list of `n` numbers from `from`; for so few far quicker than `Array.from`. */
function listOf(values: Float64Array, from: number, n: number): number[] {
  const list: number[] = [];
  for (let k = from; k < from + n; k++) list.push(values[k] as number);
  return list;
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
