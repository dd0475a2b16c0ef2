import type { Distribution, Question } from './types.ts';

/** Mean of the codes, weighted by share; null for choices without order. Unit: codes. */
export function scaleMean(
  { scale, codes }: Pick<Question, 'scale' | 'codes'>,
  p: Distribution
): number | null {
  if (scale === 'nominal') return null;
  return codes.reduce((sum, code, index) => sum + code * (p[index] ?? 0), 0);
}

/**
 * Place of an option from 0, the least of what the scale measures, to 1, the most; null for choices
 * without order.
 */
export function placeOnScale(
  { scale, codes, higher }: Pick<Question, 'scale' | 'codes' | 'higher'>,
  index: number
): number | null {
  if (scale === 'nominal') return null;
  const place = index / (codes.length - 1);
  return higher?.means === 'less' ? 1 - place : place;
}

/** Plain mean of countries' shares, every country counting once; null for no country. */
export function averageOf(figures: readonly { p: Distribution }[]): Distribution | null {
  const [first] = figures;
  if (!first) return null;
  return first.p.map(
    (_, index) => figures.reduce((sum, { p }) => sum + (p[index] ?? 0), 0) / figures.length
  );
}
