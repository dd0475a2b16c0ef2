let latest = 0;

/**
 * Milliseconds since 1970 by the device's clock, but never back and never twice the same while the
 * page lives: a clock that is set back in mid-visit must not turn the order of changes around.
 */
export function forwardNow(): number {
  latest = Math.max(latest + 1, Date.now());
  return latest;
}
