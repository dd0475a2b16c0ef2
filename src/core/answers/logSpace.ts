/** log(sum(exp(values))) over `n` numbers from `from`, safe for very small ones; -Infinity for none. */
export function logSumExp(values: ArrayLike<number>, from = 0, n = values.length): number {
  let largest = -Infinity;
  for (let k = from; k < from + n; k++) largest = Math.max(largest, values[k] as number);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let k = from; k < from + n; k++) sum += Math.exp((values[k] as number) - largest);
  return largest + Math.log(sum);
}
