import type { Movement } from '../../measures/movement.ts';
import { reachCount, type ReachCount } from './movement.ts';

/** What a run of the Lab asked to measure against, and how far it has come. */
export interface LabRun {
  /**
   * How far each picture moved each answer from blank pictures, question by question; null where an
   * answer is missing.
   */
  pictures: readonly (readonly (Movement | null)[])[];
  /**
   * The same of pictures told in words, from a country's sentence without a name. Neither pictures
   * nor words: the name is what moved.
   */
  words: readonly (readonly (Movement | null)[])[];
  /** How far the country's name moved each answer from its sentence without a name. */
  name: readonly (Movement | null)[];
  /** Were blank pictures asked at all? Runs of earlier versions have none. */
  blanks: boolean;
  /** Nothing more will come of itself. */
  ended: boolean;
}

/**
 * The line above a run's answers. It counts what the badge counts, so that it cannot say otherwise:
 * answers that a picture moves farther than blank pictures lie apart, of those that this is known of.
 */
export type LabVerdict =
  | { what: 'waiting' }
  /** Pictures were asked and no blank ones: no zero, so no answer is said to have moved. */
  | { what: 'noBlanks'; pictures: number }
  /** One picture. */
  | ({ what: 'counted'; soFar: boolean } & ReachCount)
  /** Several, in the order of their letters. */
  | { what: 'several'; soFar: boolean; each: readonly ReachCount[] }
  /**
   * The name alone: one sentence without it is the zero, which says how far and not whether that is
   * farther than another sentence moves it.
   */
  | ({ what: 'name'; soFar: boolean } & MeanMove)
  /** Pictures in words, measured from that sentence too, in the order of their letters. */
  | { what: 'words'; soFar: boolean; each: readonly (MeanMove | null)[] }
  /** The name or words, with nothing to measure them from. */
  | { what: 'noFrame' };

/** Mean over so many answers, `of` scale lengths or shares. */
export interface MeanMove {
  known: number;
  mean: number;
  of: 'scale' | 'shares';
}

export function labVerdict({ pictures, words, name, blanks, ended }: LabRun): LabVerdict {
  if (words.length > 0) return wordsVerdict(words, ended);
  if (pictures.length === 0) return nameVerdict(name, ended);
  if (!blanks) return { what: 'noBlanks', pictures: pictures.length };
  const each = pictures.map(reachCount);
  const [only] = each;
  if (each.every(({ known }) => known === 0) || !only) return { what: 'waiting' };
  const soFar = !ended;
  return each.length === 1 ? { what: 'counted', soFar, ...only } : { what: 'several', soFar, each };
}

function nameVerdict(name: LabRun['name'], ended: boolean): LabVerdict {
  const moved = meanMove(name);
  return moved ? { what: 'name', soFar: !ended, ...moved } : unmeasured(ended);
}

function wordsVerdict(words: LabRun['words'], ended: boolean): LabVerdict {
  const each = words.map(meanMove);
  return each.some((moved) => moved !== null)
    ? { what: 'words', soFar: !ended, each }
    : unmeasured(ended);
}

const unmeasured = (ended: boolean): LabVerdict => ({ what: ended ? 'noFrame' : 'waiting' });

function meanMove(movements: readonly (Movement | null)[]): MeanMove | null {
  const known = movements.flatMap((each) => each ?? []);
  if (known.length === 0) return null;
  // Lengths of a scale and shares of options are two things: where there are scales, these are told.
  const ordered = known.filter(({ signed }) => signed !== null);
  const told = ordered.length > 0 ? ordered : known;
  const mean = told.reduce((sum, { size }) => sum + size, 0) / told.length;
  return { known: told.length, mean, of: ordered.length > 0 ? 'scale' : 'shares' };
}
