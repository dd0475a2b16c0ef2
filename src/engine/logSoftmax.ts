/**
 * Log-probabilities (natural) of some entries of a row of logits under softmax over the whole row,
 * summed in float64.
 * @param logits one row, length of the vocabulary
 * @param targets indices into it
 */
export function logSoftmaxAt(logits: Float32Array, targets: readonly number[]): number[] {
  let top = -Infinity;
  for (const logit of logits) if (logit > top) top = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - top);
  const norm = top + Math.log(sum);
  return targets.map((target) => (logits[target] ?? NaN) - norm);
}
