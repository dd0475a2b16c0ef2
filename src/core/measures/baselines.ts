import { similarity, uniform } from './similarity.ts';
import type { CountryCode, Figure, Scale } from '../survey/types.ts';
import type { Metric } from './metrics.ts';

/** What a similarity with one country's answer to one question is to be held against. */
export interface Baselines {
  /** An answer spread evenly. */
  uniform: number;
  /** Mean over the other countries' real answers; null where no other country has one. */
  otherCountries: number | null;
  /** The closest other country. */
  bestOther: { country: CountryCode; similarity: number } | null;
}

/**
 * Baselines of one question for one country; null where the country has no figure for it.
 * @param figures the question's survey figures by country
 */
export function baselines(
  metric: Metric,
  figures: ReadonlyMap<CountryCode, Pick<Figure, 'p'>>,
  country: CountryCode,
  scale: Scale
): Baselines | null {
  const own = figures.get(country)?.p;
  if (!own) return null;
  let sum = 0;
  let others = 0;
  let bestOther: Baselines['bestOther'] = null;
  for (const [other, { p }] of figures) {
    if (other === country) continue;
    const value = similarity(metric, p, own, scale);
    sum += value;
    others += 1;
    if (!bestOther || value > bestOther.similarity) {
      bestOther = { country: other, similarity: value };
    }
  }
  return {
    uniform: similarity(metric, uniform(own.length), own, scale),
    otherCountries: others > 0 ? sum / others : null,
    bestOther
  };
}
