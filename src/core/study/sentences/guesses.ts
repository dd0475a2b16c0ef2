import { beyondChance } from '../../inference/evidence.ts';
import { guessScore, type Guessed, type GuessScore } from '../../measures/guessScore.ts';

/** `few`: too few questions to tell luck from knowledge; `level`: no difference beyond chance. */
export type GuessVerdict = 'few' | 'nearer' | 'farther' | 'level';

export interface SaidScore extends GuessScore {
  verdict: GuessVerdict;
}

/** What may be said of some guesses; null without any. */
export function saidScore(guesses: readonly Guessed[]): SaidScore | null {
  const found = guessScore(guesses);
  return found && { ...found, verdict: verdictOf(found) };
}

function verdictOf({ behind }: GuessScore): GuessVerdict {
  if (behind.p === null) return 'few';
  if (!beyondChance(behind.p)) return 'level';
  return behind.mean < 0 ? 'nearer' : 'farther';
}
