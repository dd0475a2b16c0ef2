import { logSumExp } from './logSpace.ts';
import type { GateList } from '../prompts/gatePrompt.ts';
import type { CountryCode } from '../survey/types.ts';

/** A place of the ranked list. */
export interface RankedCountry {
  country: CountryCode;
  /** Missing where the model named countries by itself: their order is all that is known. */
  score?: number;
}

/** A scored country; `share` is its part of all countries' probability. */
interface GateGuess extends RankedCountry {
  score: number;
  share: number;
}

/**
 * Countries by the log-probability of their names after the picture; equals by code.
 * Throws a RangeError where a country has none.
 * @param logprobs of `gateJob` with the picture
 * @param baseline of the same without one, taken off (pointwise mutual information), so that names
 * that are likely anyway do not win by that
 */
export function rankCountries(
  countries: GateList,
  logprobs: readonly number[],
  baseline: readonly number[] | null
): GateGuess[] {
  const scores = countries.map(
    (_, k) => (logprobs[k] ?? NaN) - (baseline ? (baseline[k] ?? NaN) : 0)
  );
  if (scores.some(Number.isNaN)) {
    throw new RangeError('The gate needs one log-probability per country.');
  }
  const total = logSumExp(scores);
  return countries
    .map(({ code }, k) => {
      const score = scores[k] as number;
      return { country: code, score, share: Math.exp(score - total) };
    })
    .sort((a, b) => b.score - a.score || (a.country < b.country ? -1 : 1));
}
