/** log(sum(exp(values))) in float64, safe for very small probabilities; -Infinity for none. */
export function logSumExp(values: readonly number[]): number {
  const largest = values.reduce((max, value) => Math.max(max, value), -Infinity);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((total, value) => total + Math.exp(value - largest), 0));
}

/** Probabilities proportional to exp(values), summing to 1. */
export function softmax(values: readonly number[]): number[] {
  const total = logSumExp(values);
  return values.map((value) => Math.exp(value - total));
}
