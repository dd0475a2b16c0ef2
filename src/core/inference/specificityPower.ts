/** Of the normal distribution: 95% (the test looks one way), and 80%. */
const Z_TEST = 1.6448536269514722;
const Z_POWER = 0.8416212335729143;
/** As in `specificity`: fewer countries have no p. */
const MIN_COUNTRIES = 5;

/**
 * The mean own-country percentile, in [0, 1], that `specificity` finds beyond chance (p < .05) in
 * about 80% of studies of K countries; null where it has no p. Reckoned for percentiles that are
 * even by chance: the mean of K has a standard deviation of `sqrt(1 / (12 K))`.
 */
export function detectablePercentile(countries: number): number | null {
  if (countries < MIN_COUNTRIES) return null;
  return Math.min(1, 0.5 + (Z_TEST + Z_POWER) * Math.sqrt(1 / (12 * countries)));
}
