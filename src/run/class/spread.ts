/** How some guesses lie: half of them between the quartiles. */
export interface Spread {
  n: number;
  low: number;
  median: number;
  high: number;
}

/**
 * Median and quartiles; null for none. Between two values linearly (Hyndman and Fan 1996, type 7, as
 * spreadsheets do).
 */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [
      sorted[Math.floor(place)] as number,
      sorted[Math.ceil(place)] as number
    ];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { n: sorted.length, low: at(0.25), median: at(0.5), high: at(0.75) };
}
