import { benjaminiHochberg } from '../../inference/benjaminiHochberg.ts';
import { beyondChance } from '../../inference/evidence.ts';
import type { PointingGap, PointingKind } from '../studyPointing.ts';
import type { CountrySet, SpecificityRow, StudySpecificity } from '../studySpecificity.ts';

export interface PointingEvidence {
  /** Adjusted for all rows tested together (Benjamini and Hochberg); null where there is no p. */
  adjusted: number | null;
  /** Beyond chance by the adjusted p, and by every interval that there is: only then coloured. */
  clear: boolean;
}

type Tested = Pick<StudySpecificity, 'p' | 'chance' | 'byQuestion' | 'byCue'>;

/**
 * Which rows are beyond chance. Intervals must lie above what exchanging countries gives on average;
 * a row with too few questions for an interval, or (of pictures and captions) too few of them, is never
 * clear.
 */
export function pointingEvidence(
  rows: readonly (Pick<SpecificityRow, 'kind'> & { found: Tested | PointingGap })[]
): PointingEvidence[] {
  const adjusted = benjaminiHochberg(
    rows.map(({ found }) => (typeof found === 'string' ? null : found.p))
  );
  return rows.map(({ kind, found }, at) => {
    const p = adjusted[at] ?? null;
    if (typeof found === 'string' || !found.chance) return { adjusted: p, clear: false };
    const zero = found.chance.mean;
    const intervals = kind === 'country' ? [found.byQuestion] : [found.byQuestion, found.byCue];
    const above = intervals.every((interval) => interval !== null && interval[0] > zero);
    return { adjusted: p, clear: beyondChance(p) && above };
  });
}

/**
 * Do the pictures (without any, captions or the names) point to their own country? `few`: no way of asking has
 * the five countries that a p needs; `waiting`: no row is complete yet.
 */
export type PointingSentence =
  | { what: 'waiting' | 'none' }
  | { what: 'few'; kind: PointingKind; countries: number }
  | { what: 'one' | 'oneNot'; kind: PointingKind }
  | {
      what: 'all' | 'some' | 'noneOf';
      kind: PointingKind;
      /** What is counted: models where each was asked in one way, else ways of asking. */
      per: 'models' | 'ways';
      clear: number;
      of: number;
    };

/**
 * @param rows complete ones, with what may be said of each
 * @param models of each condition
 * @param waiting how many rows are not complete yet
 */
export function pointingSentence(
  rows: readonly (SpecificityRow & PointingEvidence)[],
  models: readonly string[],
  waiting: number
): PointingSentence {
  const known = rows.filter(({ found }) => typeof found !== 'string');
  if (known.length === 0) return { what: waiting > 0 ? 'waiting' : 'none' };
  const kinds = ['picture', 'caption'] as const;
  const kind = kinds.find((each) => known.some((row) => row.kind === each)) ?? 'country';
  const own = known.filter((row) => row.kind === kind);
  const tested = own.filter(({ adjusted }) => adjusted !== null);
  if (tested.length === 0) {
    const counts = own.map(({ found }) => (typeof found === 'string' ? 0 : found.countries));
    return { what: 'few', kind, countries: Math.max(...counts) };
  }
  const clear = tested.filter((row) => row.clear).length;
  const of = tested.length;
  if (of === 1) return { what: clear === 1 ? 'one' : 'oneNot', kind };
  const asked = new Set(tested.map(({ condition }) => models[condition]));
  const per = asked.size === of ? 'models' : 'ways';
  const what = clear === of ? 'all' : clear === 0 ? 'noneOf' : 'some';
  return { what, kind, per, clear, of };
}

/**
 * In how many countries the cues point to their own country most, among the countries of the
 * matrix; if cues and countries were exchanged at random it would be one, however many there are.
 */
export function matrixSentence(sets: readonly Pick<CountrySet, 'cosine'>[]): {
  own: number;
  of: number;
} {
  const own = sets.filter(({ cosine }, k) => {
    const mine = cosine[k] ?? NaN;
    return !Number.isNaN(mine) && cosine.every((value, c) => c === k || !(value >= mine));
  });
  return { own: own.length, of: sets.length };
}
