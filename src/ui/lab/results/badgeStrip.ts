import type { PairedMean } from '../../../core/inference/types.ts';
import type { LabBadges } from '../../../core/study/sentences/labBadges.ts';

/** Width of every strip; heights are 14. */
export const STRIP = 140;
const [LEFT, RIGHT] = [1, STRIP - 1];
/** Marks nearer than this run into one another: then a share of a bar says as much. */
const LEAST_STEP = 6;
const STEP = 11.4;

/** What a badge draws below its answer. */
export type BadgeStripLayout =
  | { what: 'marks'; xs: readonly number[]; on: number; reach: number }
  | { what: 'share'; from: number; to: number }
  | { what: 'place'; x: number; chance: number }
  | { what: 'interval'; low: number; high: number; x: number; zero: number };

/** Null while the badge has nothing to draw. */
export function badgeStrip(
  kind: keyof LabBadges,
  badges: LabBadges,
  difference: Pick<PairedMean, 'mean' | 'interval'> | null
): BadgeStripLayout | null {
  if (kind === 'blank') return badges.blank && countStrip(badges.blank);
  if (kind === 'points') {
    const { points } = badges;
    if (points?.what !== 'place') return null;
    const at = (rank: number) => LEFT + ((rank - 1) / Math.max(1, points.of - 1)) * (RIGHT - LEFT);
    return { what: 'place', x: at(points.rank), chance: STRIP / 2 };
  }
  if (!difference?.interval || badges.name === null) return null;
  const [low, high] = difference.interval;
  const reach = 1.15 * Math.max(Math.abs(low), Math.abs(high), 1e-9);
  const at = (value: number) => STRIP / 2 + (value / reach) * (STRIP / 2 - 1);
  return { what: 'interval', low: at(low), high: at(high), x: at(difference.mean), zero: at(0) };
}

function countStrip({ beyond, known }: { beyond: number; known: number }): BadgeStripLayout {
  const step = Math.min(STEP, (STRIP - 14) / Math.max(1, known - 1));
  if (step < LEAST_STEP) {
    return { what: 'share', from: LEFT, to: LEFT + (beyond / known) * (RIGHT - LEFT) };
  }
  const xs = Array.from({ length: known }, (_, k) => 7 + k * step);
  return { what: 'marks', xs, on: beyond, reach: Math.min(5, step / 2 - 0.7) };
}
