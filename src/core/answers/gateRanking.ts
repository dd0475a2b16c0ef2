import type { GateList } from '../prompts/gatePrompt.ts';
import type { CountryCode } from '../survey/types.ts';

/** A place of the ranked list. */
export interface RankedCountry {
  country: CountryCode;
  /** Missing where the model named countries by itself: their order is all that is known. */
  score?: number;
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
): Required<RankedCountry>[] {
  return countries
    .map(({ code }, k) => {
      const score = (logprobs[k] ?? NaN) - (baseline ? (baseline[k] ?? NaN) : 0);
      if (Number.isNaN(score)) {
        throw new RangeError('The gate needs one log-probability per country.');
      }
      return { country: code, score };
    })
    .sort((a, b) => b.score - a.score || (a.country < b.country ? -1 : 1));
}
