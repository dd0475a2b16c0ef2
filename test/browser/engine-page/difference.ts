/**
 * Largest difference of the numbers of two values of one shape; Infinity where anything else
 * differs.
 */
export function largestDifference(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = Math.abs(a - b);
    return Number.isNaN(difference) ? Infinity : difference;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b ? 0 : Infinity;
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (left.size !== right.size) return Infinity;
  return [...left].reduce((largest, [key, value]) => {
    const other = right.has(key) ? largestDifference(value, right.get(key)) : Infinity;
    return Math.max(largest, other);
  }, 0);
}
