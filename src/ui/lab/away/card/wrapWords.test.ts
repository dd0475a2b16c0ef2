import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardFont, CardMeasure } from './cardOps.ts';
import { balancedWidth, wrapPieces, wrapWords } from './wrapWords.ts';

const font: CardFont = { size: 10, family: 'sans', bold: false };
/** Every letter as wide as another, bold ones wider. */
const measure: CardMeasure = (text, { size, bold }) => text.length * size * (bold ? 0.7 : 0.5);
const widthOf = (line: readonly { text: string; strong: boolean }[]) =>
  line.reduce((sum, { text, strong }) => sum + measure(text, { ...font, bold: strong }), 0);

test('breaks between words', () => {
  expect(wrapWords('one two three', 40, font, measure)).toEqual(['one two', 'three']);
  expect(wrapWords('one two three', 65, font, measure)).toEqual(['one two three']);
  expect(wrapWords('', 65, font, measure)).toEqual([]);
});

test('breaks a word that no line can hold, and not at a blank that holds together', () => {
  expect(wrapWords('abcdefgh', 20, font, measure)).toEqual(['abcd', 'efgh']);
  expect(wrapWords('a p = 1', 20, font, measure)).toEqual(['a p', '= 1']);
  expect(wrapWords('a p\u00a0=\u00a01', 25, font, measure)).toEqual(['a', 'p\u00a0=\u00a01']);
});

test('no line is too wide, and no word is lost, whatever the text', () => {
  const piece = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '“', 'ü') }),
    strong: fc.boolean()
  });
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 10, max: 120 }), (pieces, width) => {
      const lines = wrapPieces(pieces, width, font, measure);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      const letters = (all: readonly { text: string }[]) =>
        all
          .map(({ text }) => text)
          .join('')
          .replaceAll(' ', '');
      expect(letters(lines.flat())).toBe(letters(pieces));
    })
  );
});

test('lines of about the same width where none would be gained', () => {
  const text = 'three of twelve answers moved';
  expect(wrapWords(text, 130, font, measure)).toEqual(['three of twelve answers', 'moved']);
  const width = balancedWidth(text, 130, font, measure);
  expect(wrapWords(text, width, font, measure)).toEqual(['three of twelve', 'answers moved']);
  expect(balancedWidth('', 130, font, measure)).toBeLessThan(5);
});
