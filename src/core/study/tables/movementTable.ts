import type { CueMovement } from '../studyMovement.ts';
import { plainTable } from './studyTable.ts';

/** How far each cue moves the answers beyond its control; shares of the scale. */
export function movementTable(
  rows: readonly (CueMovement & { name: string })[],
  caption: Parameters<typeof plainTable>[2]
) {
  return plainTable(
    rows,
    [
      ['shown', 'text', ({ name }) => name],
      ['control', 'text', ({ control }) => control],
      ['net', 'share', ({ net }) => net],
      ['raw', 'share', ({ raw }) => raw],
      ['reach', 'share', ({ reach }) => reach],
      ['beyond', 'count', ({ judged, beyond }) => (judged > 0 ? beyond : null)],
      ['judged', 'count', ({ judged }) => (judged > 0 ? judged : null)],
      ['questions', 'count', ({ questions }) => questions]
    ],
    caption
  );
}
