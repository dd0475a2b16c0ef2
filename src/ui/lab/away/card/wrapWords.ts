import type { CardFont, CardMeasure } from './cardOps.ts';

/** A stretch of text in one weight. */
export interface Piece {
  text: string;
  strong: boolean;
}

/** One line of wrapped pieces. */
export type Line = readonly Piece[];

/**
 * Breaks text at blanks so that no line is wider than `width`; a word that is wider by itself is broken
 * where it has to be.
 */
export function wrapPieces(
  pieces: readonly Piece[],
  width: number,
  font: CardFont,
  measure: CardMeasure
): Line[] {
  const wide = (text: string, strong: boolean) =>
    measure(text, { ...font, bold: font.bold || strong });
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  const add = (text: string, strong: boolean) => {
    const last = line.at(-1);
    if (last && last.strong === strong) last.text += text;
    else line.push({ text, strong });
    used += wide(text, strong);
  };
  const end = () => {
    const last = line.at(-1);
    if (last) last.text = last.text.trimEnd();
    if (line.some(({ text }) => text !== '')) lines.push(line);
    line = [];
    used = 0;
  };
  for (const { text, strong } of pieces) {
    // A blank that must not be broken is none.
    for (const word of text.split(/(?<=[ \n])/)) {
      if (used > 0 && used + wide(word.trimEnd(), strong) > width) end();
      if (used === 0 && wide(word.trimEnd(), strong) > width) {
        for (const letter of word) {
          if (used + wide(letter, strong) > width) end();
          add(letter, strong);
        }
      } else if (used > 0 || word.trim() !== '') {
        add(word, strong);
      }
    }
  }
  end();
  return lines;
}

export function wrapWords(
  text: string,
  width: number,
  font: CardFont,
  measure: CardMeasure
): string[] {
  return wrapPieces([{ text, strong: false }], width, font, measure).map((line) =>
    line.map((piece) => piece.text).join('')
  );
}

/** Least width, to four pixels, in which the text takes no more lines than in `width`. */
export function balancedWidth(
  text: string,
  width: number,
  font: CardFont,
  measure: CardMeasure
): number {
  const lines = (within: number) => wrapWords(text, within, font, measure).length;
  const most = lines(width);
  let [low, high] = [0, width];
  while (high - low > 4) {
    const middle = (low + high) / 2;
    if (lines(middle) > most) low = middle;
    else high = middle;
  }
  return high;
}
