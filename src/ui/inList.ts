import { currentLocale } from './i18n.ts';

/** Words in a row, as the reader's language writes lists: `1, 4, 7`. Lists of units have nothing between them in Chinese. */
export function inList(words: readonly string[]): string {
  const style = { type: 'conjunction', style: 'narrow' } as const;
  return new Intl.ListFormat(currentLocale(), style).format(words);
}
