import { t } from '../../i18n.ts';
import { blankWords, nameWords, pointsWords } from '../results/badgeWords.ts';
import type { ResultsState } from '../results/resultsState.svelte.ts';

/** One badge of a picture (or the name) in words. */
export interface BadgeLine {
  kind: 'blank' | 'points' | 'name';
  label: string;
  main: string;
  note: string;
}

/** The badges of one mover, as the page shows them; of a name only where it points. */
export function badgeLines(results: ResultsState, mover = 0): BadgeLine[] {
  const badges = results.badges[mover];
  if (!badges) return [];
  const country = results.countryName;
  const points: BadgeLine = {
    kind: 'points',
    label: t('results.badges.points', { country }),
    ...pointsWords(badges.points)
  };
  if (results.movers[mover]?.cue.kind !== 'picture') return [points];
  const blank = { label: t('results.badges.blank'), ...blankWords(badges.blank) };
  const name = { label: t('results.badges.beatsName'), ...nameWords(badges.name) };
  return [
    ...(results.hasControl ? [{ kind: 'blank', ...blank } as const] : []),
    points,
    { kind: 'name', ...name }
  ];
}
