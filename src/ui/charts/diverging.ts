/** Steps of colour on each side of 0. */
const DIVERGING_STEPS = 3;

/**
 * Step of a value on a scale that is the same on both sides of 0: -3 to 3 without 0.
 * @param largest largest distance from 0 that is shown
 */
export function divergingStep(value: number, largest: number): number {
  if (largest <= 0) return value < 0 ? -1 : 1;
  const size = Math.min(
    DIVERGING_STEPS,
    Math.max(1, Math.ceil((Math.abs(value) / largest) * DIVERGING_STEPS))
  );
  return value < 0 ? -size : size;
}

/** All steps from the lowest to the highest, for a legend. */
export const ALL_STEPS = [-3, -2, -1, 1, 2, 3] as const;
