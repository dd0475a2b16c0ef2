import { currentLocale } from './i18n.ts';

/** Words in a row, as the reader's language writes lists: `1, 4, 7`. Lists of units have nothing between them in Chinese. */
export function inList(words: readonly string[]): string {
  return list('conjunction', 'narrow').format(words);
}

/** Words side by side, of which none is the last: properties of one thing, or a list that goes on. */
export function inRow(words: readonly string[]): string {
  const marks = [list('unit', 'short'), list('conjunction', 'narrow')].map((kind) =>
    kind.formatToParts(['1', '2', '3']).find(({ type }) => type === 'literal')
  );
  return words.join(marks.find((mark) => mark !== undefined)?.value ?? ', ');
}

const list = (type: Intl.ListFormatType, style: Intl.ListFormatStyle) =>
  new Intl.ListFormat(currentLocale(), { type, style });
