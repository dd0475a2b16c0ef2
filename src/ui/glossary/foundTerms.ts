import type { TermId } from './terms.ts';

export interface Term {
  id: TermId;
  title: string;
  text: string;
  /** Other words that people look for it by. */
  also: string;
}

/** Letters without accents and capitals: "Größe" is found by "grosse". */
const plain = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLocaleLowerCase();

/** The terms that hold every word that is looked for, by title; those with it in the title first. */
export function foundTerms(terms: readonly Term[], wanted: string, locale: string): Term[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const inTitle = ({ title }: Term) => words.some((word) => plain(title).includes(word));
  return terms
    .filter(({ title, text, also }) => {
      const all = plain(`${title} ${text} ${also}`);
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => {
      const first = words.length > 0 ? Number(inTitle(b)) - Number(inTitle(a)) : 0;
      return first || a.title.localeCompare(b.title, locale);
    });
}

/** The letter that a term stands under. */
export const letterOf = (title: string): string => plain(title).charAt(0).toLocaleUpperCase();
