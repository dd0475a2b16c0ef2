/**
 * Wilson's score interval for a share, 95% (J. Am. Stat. Assoc. 22, 1927): holds for few cases and for
 * shares near 0 and 1, too.
 * @param n at least 1
 * @returns lower and upper end, in [0, 1]
 */
export function wilson(correct: number, n: number): readonly [number, number] {
  const z = 1.959963984540054;
  const share = correct / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half =
    (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
