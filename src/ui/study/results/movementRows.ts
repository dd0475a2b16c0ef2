import type { CueMovement } from '../../../core/study/studyMovement.ts';
import { percent } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { DotRow, DotSeries, DotValue } from '../charts/groupedDots.ts';

/** Rows of the drawing; the table has the others too. */
export const MOST_DRAWN = 20;

/** Net movement solid, raw hollow, and how far blanks are from each other to read both against. */
export function movementRows(
  all: readonly CueMovement[],
  nameOf: (cue: number) => string
): { series: DotSeries[]; rows: DotRow[] } {
  const rows = all.slice(0, MOST_DRAWN);
  const series: DotSeries[] = [
    { id: 'net', role: 'picture', name: t('study.movement.net') },
    { id: 'raw', role: 'neutral', open: true, name: t('study.movement.raw') },
    { id: 'reach', role: 'baseline', name: t('study.movement.reach') }
  ];
  const dot = (mean: number | null, more = ''): DotValue | null =>
    mean === null ? null : { mean, interval: null, text: `${percent(mean)}${more}` };
  return {
    series,
    rows: rows.map((row) => {
      const { beyond, judged } = row;
      const words = judged > 0 ? `, ${t('study.movement.beyond', { beyond, judged })}` : '';
      return {
        id: `${row.cue}`,
        label: nameOf(row.cue),
        values: [dot(row.net, words), dot(row.raw), dot(row.reach)]
      };
    })
  };
}
