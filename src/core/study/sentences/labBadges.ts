import { cellsBeyondChance, type CellEvidence } from '../../inference/evidence.ts';
import type { PairedMean } from '../../inference/types.ts';
import type { CuePlace, PlaceGap } from '../cuePlaces.ts';
import type { ReachCount } from './movement.ts';
import { differenceSentence } from './similarity.ts';

/** Does a picture move more answers than a blank one does? The verdict's own count. */
export type BlankBadge = { what: 'count' } & ReachCount;

/** Towards whom it points: the place of the country's people among all, and the place by chance. */
export type PointsBadge =
  { what: 'place'; rank: number; of: number; byChance: number } | { what: 'gap'; gap: PlaceGap };

/** Does it bring the answers nearer to the country's people than the country's name does? */
export type NameBadge =
  /** Beyond chance: whose answers are nearer, and by how much (a difference of similarities). */
  | { what: 'picture' | 'name'; lead: number }
  /** Not beyond chance: the smallest lead that would have been found in 80% of cases. */
  | { what: 'chance'; needs: number }
  | { what: 'few'; questions: number }
  /** No question can be compared. */
  | { what: 'none' };

/** What three badges may say of one picture; null while it cannot be told yet. */
export interface LabBadges {
  blank: BlankBadge | null;
  points: PointsBadge | null;
  name: NameBadge | null;
}

/** The badge without blanks to count against is none: null. */
export function blankBadge(counted: ReachCount): BlankBadge | null {
  return counted.known === 0 ? null : { what: 'count', ...counted };
}

/** By chance any place is as likely as another: the middle one, of an even number the better. */
export function pointsBadge(place: CuePlace | PlaceGap | null): PointsBadge | null {
  if (place === null) return null;
  if (typeof place === 'string') return { what: 'gap', gap: place };
  const of = place.countries.length;
  return { what: 'place', rank: place.rank, of, byChance: Math.floor((of + 1) / 2) };
}

/** One badge a picture, all differences of the run tested together. */
export function nameBadges(differences: readonly PairedMean[]): NameBadge[] {
  const judged = cellsBeyondChance(differences.map((each) => [each]));
  return differences.map((tested, at) => nameBadge(tested, judged[at] as CellEvidence));
}

function nameBadge(tested: PairedMean, evidence: CellEvidence): NameBadge {
  const what = differenceSentence(tested, evidence);
  if (tested.n === 0) return { what: 'none' };
  if (what === 'few') return { what, questions: tested.n };
  if (what === 'chance') return { what, needs: evidence.detectable ?? NaN };
  return { what, lead: Math.abs(tested.mean) };
}
