/** From this weight of the likeliest concept on the model is sure of it; below the other it guesses. */
const SURE = 0.5;
const UNSURE = 0.25;

/** How sure a model is of what it saw, by the weights of its concepts, the likeliest first. */
export function recognition(concepts: readonly { weight: number }[]): 'sure' | 'unsure' | 'lost' {
  const best = concepts[0]?.weight ?? 0;
  if (best >= SURE) return 'sure';
  return best >= UNSURE ? 'unsure' : 'lost';
}
