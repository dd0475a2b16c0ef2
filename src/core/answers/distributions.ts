import type { Order } from '../prompts/types.ts';
import type { TextVariant } from './types.ts';
import type { AnswerColumns, Layout } from './answerColumns.ts';

/** Every row's distribution over the substantive options: row r begins at `p[start[r]]`. */
export interface DistributionColumns {
  start: Uint32Array;
  p: Float64Array;
}

/**
 * The distributions of all rows under one variant of the `text` readout: what `toAnswer` computes,
 * step by step the same (a test holds the two to equal bits), without an object a row.
 */
export function distributionsOf(columns: AnswerColumns, variant: TextVariant): DistributionColumns {
  const start = new Uint32Array(columns.length + 1);
  for (let row = 0; row < columns.length; row++) {
    start[row + 1] = (start[row] as number) + optionsOf(columns, row);
  }
  const p = new Float64Array(start[columns.length] as number);
  const scratch = new Float64Array(32);
  for (let row = 0; row < columns.length; row++) {
    const layout = columns.layouts[columns.layout[row] as number] as Layout;
    const from = columns.start[row] as number;
    const to = start[row] as number;
    if (layout.readout === 'letter') fromLetters(columns.values, from, layout, p, to, scratch);
    else fromWords(columns.values, from, layout.options, variant, p, to, scratch);
  }
  return { start, p };
}

/**
 * Writes one order's distribution, mapped back to option order, to `out` (first `order.length`
 * numbers): the softmax of the substantive letters alone.
 */
export function orderDistribution(
  values: Float64Array,
  from: number,
  order: Order,
  out: Float64Array
): void {
  const total = logSumExp(values, from, order.length);
  for (let k = 0; k < order.length; k++) {
    out[order[k] as number] = Math.exp((values[from + k] as number) - total);
  }
}

/** log(sum(exp(values))) over `n` numbers from `from`. */
export function logSumExp(values: Float64Array, from: number, n: number): number {
  let largest = -Infinity;
  for (let k = 0; k < n; k++) largest = Math.max(largest, values[from + k] as number);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.exp((values[from + k] as number) - largest);
  return largest + Math.log(sum);
}

function optionsOf(columns: AnswerColumns, row: number): number {
  return (columns.layouts[columns.layout[row] as number] as Layout).options;
}

function fromLetters(
  values: Float64Array,
  from: number,
  { options, shown, orders }: Extract<Layout, { readout: 'letter' }>,
  p: Float64Array,
  to: number,
  scratch: Float64Array
): void {
  for (let index = 0; index < orders.length; index++) {
    orderDistribution(values, from + index * shown, orders[index] as Order, scratch);
    for (let k = 0; k < options; k++) p[to + k] = (p[to + k] as number) + (scratch[k] as number);
  }
  let total = 0;
  for (let k = 0; k < options; k++) total += p[to + k] as number;
  for (let k = 0; k < options; k++) p[to + k] = (p[to + k] as number) / total;
}

function fromWords(
  values: Float64Array,
  from: number,
  options: number,
  variant: TextVariant,
  p: Float64Array,
  to: number,
  scratch: Float64Array
): void {
  for (let k = 0; k < options; k++) {
    const sum = values[from + k] as number;
    if (variant === 'raw') scratch[k] = sum;
    else if (variant === 'per-token') scratch[k] = sum / (values[from + options + k] as number);
    else scratch[k] = sum - (values[from + 2 * options + k] as number);
  }
  const total = logSumExp(scratch, 0, options);
  for (let k = 0; k < options; k++) p[to + k] = Math.exp((scratch[k] as number) - total);
}
