/**
 * The value below which a share in [0, 1] of some values lies: linear between two neighbours (Hyndman and
 * Fan 1996, type 7, as spreadsheets do). NaN for no values.
 * @param sorted in ascending order
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (place - below);
}
