/** z.975 + z.80, as for every smallest difference told; a test that looks one way finds it oftener. */
export const DETECTABLE_Z = 1.959963984540054 + 0.8416212335729143;
/** Fewer countries have too few ways of being exchanged for any p. */
export const MIN_EXCHANGED = 5;

/**
 * The mean own-country percentile, in [0, 1], that `specificity` finds beyond chance (p < .05) in
 * at least 80% of studies of K countries; null where it has no p. Reckoned for percentiles that are
 * even by chance: the mean of K has a standard deviation of `sqrt(1 / (12 K))`.
 */
export function detectablePercentile(countries: number): number | null {
  if (countries < MIN_EXCHANGED) return null;
  return Math.min(1, 0.5 + DETECTABLE_Z * Math.sqrt(1 / (12 * countries)));
}
