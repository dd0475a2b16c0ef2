/**
 * Benjamini-Hochberg adjusted p values (false discovery rate), in the order given; missing ones
 * stay missing and do not count as tests.
 */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  const ranked = ps
    .flatMap((p, index) => (p === null ? [] : [{ p, index }]))
    .sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let smallest = 1;
  for (let rank = ranked.length; rank >= 1; rank--) {
    const { p, index } = ranked[rank - 1] as { p: number; index: number };
    smallest = Math.min(smallest, (p * ranked.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}
