import { holdsAll } from '../../../explore/search.ts';

/**
 * Where typed letters lead in a list: to the next label that begins with them, else to the next with
 * a word that does ("k" finds "Flag of Kenya"). One letter again and again walks through its labels.
 * @param at place of the active label, -1 for none
 * @returns -1 where no label fits
 */
export function typeAhead(labels: readonly string[], typed: string, at: number): number {
  const letters = [...typed.toLocaleLowerCase()];
  const walking = letters.every((letter) => letter === letters[0]);
  const wanted = walking ? (letters[0] ?? '') : typed;
  if (wanted.trim() === '') return -1;
  // A longer word may still fit the label it has led to so far.
  const first = Math.max(walking ? at + 1 : at, 0);
  const order = labels.map((_, k) => (first + k) % labels.length);
  const begins = (text: string) => holdsAll(text.slice(0, wanted.length), wanted);
  return (
    order.find((k) => begins(labels[k] ?? '')) ??
    order.find((k) => (labels[k] ?? '').split(' ').some(begins)) ??
    -1
  );
}
