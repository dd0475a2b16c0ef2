import { shownPictures } from '../../core/study/sentences/row.ts';
import { movesOf, wholePercent, type RowMove } from '../../core/study/sentences/rowPlaces.ts';
import { whole } from '../format.ts';
import { t } from '../i18n.ts';
import { endWords } from './optionWords.ts';
import { answersOfRow, type RowInput } from './rowInput.ts';

/** One movement as the row's end states it. */
export interface MovementLine {
  letter: string | null;
  number: string;
  /** Towards the first or the last option; null where it does not move as stated, or has no direction. */
  arrow: 'first' | 'last' | null;
  /** Beyond the reach of the zero, or nothing is known of that. */
  counts: boolean;
  /** The same in words. */
  spoken: string;
}

/** The movements of a row, of more than four pictures the three largest. */
export function movementLines(row: RowInput): { lines: readonly MovementLine[]; more: number } {
  const moves = movesOf(answersOfRow(row));
  const shown = shownPictures(moves);
  return {
    more: moves.length - shown.length,
    lines: shown.flatMap((k) => {
      const move = moves[k];
      return move ? [lineOf(row, move, row.pictures[k]?.letter ?? null)] : [];
    })
  };
}

function lineOf(row: RowInput, move: RowMove, letter: string | null): MovementLine {
  const number = whole(wholePercent(move.size));
  const arrow =
    wholePercent(move.size) === 0 || move.shift === null ? null : move.shift > 0 ? 'last' : 'first';
  const said = spokenOf(row, move, number, arrow);
  return {
    ...{ letter, number, arrow },
    counts: move.beyond !== false,
    spoken: letter === null ? said : t('rows.spoken.lettered', { letter, said })
  };
}

function spokenOf(
  { question }: RowInput,
  { shift }: RowMove,
  moved: string,
  arrow: MovementLine['arrow']
): string {
  if (shift === null) return t('rows.spoken.share', { moved });
  if (arrow === null) return t('rows.spoken.still', { moved });
  return t('rows.spoken.towards', { moved, end: endWords(question, arrow) });
}
