import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { detectableMean } from './pairedMean.ts';
import { smallestP } from './signFlips.ts';
import type { PairedMean, Tested } from './types.ts';

/** Level of every test, and of all cells of a figure together. */
const LEVEL = 0.05;

/** Is this p (adjusted where several were tested together) beyond what chance gives? */
export function beyondChance(p: number | null): boolean {
  return p !== null && p < LEVEL;
}

/**
 * One claim, tested over every unit that it speaks of: questions, and where it is about a set of
 * several pictures (or countries) over these too. Null: nothing to compare.
 */
export type Units = readonly [PairedMean, ...PairedMean[]] | null;

/** The units of a tested difference. */
export function unitsOf(tested: Tested | null | undefined): Units {
  if (!tested) return null;
  return tested.second ? [tested, tested.second] : [tested];
}

export interface CellEvidence {
  /** The larger p of the units; 1 where they point opposite ways, null where one has too few. */
  p: number | null;
  /** Adjusted for every cell tested (Benjamini and Hochberg). */
  adjusted: number | null;
  /** Beyond chance by every unit after adjusting: only then is a cell coloured and spoken of. */
  clear: boolean;
  /** Not even the smallest p that so few units allow would have been beyond chance. */
  tooFew: boolean;
  /** The smallest mean that colouring finds in 80% of cases, by the unit that tells least. */
  detectable: number | null;
}

/**
 * Which cells of a figure are beyond chance, all of them tested together: the one rule for colours,
 * bold marks and sentences. Detectable means are at the level that colouring uses, .05 (k + 1) / m
 * with k of m tests coloured (those coloured themselves: .05 k / m).
 * Source: controls-and-inference, Intervals and p.
 */
export function cellsBeyondChance(cells: readonly Units[]): CellEvidence[] {
  const ps = cells.map(jointP);
  const adjusted = benjaminiHochberg(ps);
  return cells.map((units, at) => {
    const clear = beyondChance(adjusted[at] ?? null);
    const level = colouringLevel(adjusted, clear);
    const p = ps[at] ?? null;
    return {
      ...{ p, adjusted: adjusted[at] ?? null, clear },
      tooFew: units !== null && !clear && (p === null || floor(units) >= level),
      detectable: units && p !== null ? largest(units, (each) => detectableMean(each, level)) : null
    };
  });
}

/**
 * The level at which one more of some tests would be beyond chance: .05 (k + 1) / m, k of m are.
 * @param clear for one of those k: .05 k / m
 */
export function colouringLevel(adjusted: readonly (number | null)[], clear = false): number {
  const tests = adjusted.filter((p) => p !== null).length;
  const coloured = adjusted.filter(beyondChance).length;
  return tests === 0 ? LEVEL : (LEVEL * Math.min(tests, clear ? coloured : coloured + 1)) / tests;
}

/** A claim needs every unit: the larger p is a p of the claim (an intersection-union test). */
function jointP(units: Units): number | null {
  if (!units || units.some(({ p }) => p === null)) return null;
  const ways = new Set(units.map(({ mean }) => Math.sign(mean)));
  return ways.size > 1 ? 1 : largest(units, ({ p }) => p);
}

const floor = (units: NonNullable<Units>) => largest(units, ({ n }) => smallestP(n));

function largest(units: NonNullable<Units>, of: (unit: PairedMean) => number | null): number {
  return Math.max(...units.map((unit) => of(unit) ?? NaN));
}

/**
 * Are there figures on at least half of the questions? With fewer a mean over them is near by luck.
 * @param of all questions asked, or those of the best served
 */
export function halfOrMore(n: number, of: number): boolean {
  return n * 2 >= of;
}
