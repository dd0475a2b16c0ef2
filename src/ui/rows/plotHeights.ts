import { NAME_LINE, type LetterPlace } from './leaders.ts';

/** Where the lines of a plot lie, in pixels from its top. */
export interface PlotHeights {
  axis: number;
  height: number;
  /** Baseline of the lowest line of names, and both ends of their leaders. */
  names: { text: number; from: number; to: number };
}

/** Between lines of letters. */
const LETTER_LINE = 14;
/** Half of people's bar, the highest mark. */
const HALF_BAR = 16;

/**
 * Room above the axis for names that stand there for good; those that come on hover use what the row
 * has. Letters stand between the marks and the names.
 * @param nameLines how many lines names take
 */
export function plotHeights(
  names: 'shown' | 'hover' | 'none',
  letters: readonly LetterPlace[],
  nameLines: number
): PlotHeights {
  const linesAt = (side: LetterPlace['side']) =>
    Math.max(0, ...letters.map((place) => (place.side === side ? place.line + 1 : 0)));
  const above = linesAt('above');
  const forLetters = above === 0 ? 0 : 10 + above * LETTER_LINE;
  const forNames = names === 'shown' ? 38 + Math.max(0, nameLines - 1) * NAME_LINE : 0;
  const axis = HALF_BAR + forLetters + forNames;
  // Letters begin beside the marks: names are lifted by their lines alone.
  const top = axis - above * LETTER_LINE;
  return {
    axis,
    height: axis + HALF_BAR + 2 + linesAt('below') * LETTER_LINE,
    names:
      names === 'shown'
        ? { text: top - 40, from: top - 35, to: top - HALF_BAR }
        : { text: top - 24, from: top - 20, to: top - 14 }
  };
}

/**
 * Baseline of a letter.
 * @param clear how far it keeps from marks that are larger than a row's small ones
 */
export function letterAt(axis: number, { side, line }: LetterPlace, clear = 0): number {
  const away = clear + line * LETTER_LINE;
  return side === 'above' ? axis - 13 - away : axis + 24 + away;
}
