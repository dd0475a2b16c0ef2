import type { SpecificationCurve } from '../multiverse/curve.ts';

/** What may be said of all ways to analyse a study; counts fill the sentence. */
export interface MultiverseSentence {
  /**
   * `none`: nothing was worked out; `untested`: no way has enough units for a p; `oneSided`: none is
   * beyond chance against the headline; `twoSided`: some are.
   */
  kind: 'none' | 'untested' | 'oneSided' | 'twoSided';
  above: number;
  all: number;
  clear: number;
  against: number;
}

export function multiverseSentence(
  curve: Pick<SpecificationCurve, 'above' | 'clearAbove' | 'clearBelow'> & {
    points: readonly { p: number | null }[];
  }
): MultiverseSentence {
  const { points, above, clearAbove: clear, clearBelow: against } = curve;
  const counts = { above, all: points.length, clear, against };
  if (points.length === 0) return { kind: 'none', ...counts };
  if (points.every(({ p }) => p === null)) return { kind: 'untested', ...counts };
  return { kind: against === 0 ? 'oneSided' : 'twoSided', ...counts };
}
