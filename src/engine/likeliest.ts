/**
 * The token with the highest logit, the first of equals.
 * @param logits one row, length of the vocabulary
 * @param never a token that is passed over
 */
export function likeliest(logits: Float32Array, never: number): number {
  let best = -1;
  for (let id = 0; id < logits.length; id++) {
    if (id !== never && (best < 0 || (logits[id] as number) > (logits[best] as number))) best = id;
  }
  return best;
}
