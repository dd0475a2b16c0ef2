import type { Estimate } from './types.ts';

/** Level of every test. */
const LEVEL = 0.05;

/** Is this p (adjusted where several were tested together) beyond what chance gives? */
export function beyondChance(p: number | null): boolean {
  return p !== null && p < LEVEL;
}

/** Does the interval leave out 0? Only then is a cell coloured, and a difference spoken of. */
export function excludesZero(found: Estimate | null | undefined): boolean {
  const interval = found?.interval;
  return interval ? interval[0] > 0 || interval[1] < 0 : false;
}

/**
 * Are there figures on at least half of the questions? With fewer a mean over them is near by luck.
 * @param of all questions asked, or those of the best served
 */
export function halfOrMore(n: number, of: number): boolean {
  return n * 2 >= of;
}
