import {
  rowSentences,
  severalSentence,
  shownPictures,
  type RowSentence,
  type ShareMove
} from '../../core/study/sentences/row.ts';
import { movesOf, reachOfRow } from '../../core/study/sentences/rowPlaces.ts';
import { percent, points, whole } from '../format.ts';
import { t } from '../i18n.ts';
import { inList } from '../inList.ts';
import { capitalised, optionInside } from './optionWords.ts';
import { answersOfRow, type RowInput } from './rowInput.ts';

/** A sentence in pieces, some of them bold. */
export interface WordPiece {
  text: string;
  strong: boolean;
}

/** What the row says of its answers; empty where there is nothing to measure from. */
export function sentenceOfRow(row: RowInput): readonly WordPiece[] {
  const said = row.pictures.length > 1 ? severalWords(row) : singleWords(row);
  // Bold words stand between pairs of asterisks.
  return said
    .join(' ')
    .split('**')
    .map((text, k) => ({ text, strong: k % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

function singleWords(row: RowInput): string[] {
  const answers = answersOfRow(row);
  const [sentence] = rowSentences(answers);
  if (!sentence) return [];
  const { falls, rises, reach } = sentence;
  // Said once: that nothing moves.
  if (!falls && !rises && reach === 'still') return [t('rows.say.still')];
  return [shareWords(row, sentence), reachWords(row, sentence) ?? peopleWords(row, sentence)];
}

function shareWords(row: RowInput, { falls, rises }: RowSentence): string {
  const changes = [
    ...(falls ? [changeWords(row, 'falls', falls)] : []),
    ...(rises ? [changeWords(row, 'rises', rises)] : [])
  ];
  const [only, second] = changes;
  if (!only) return t('rows.say.still');
  const first = capitalised(only);
  return second ? t('rows.say.and', { first, second }) : t('rows.say.only', { first });
}

function changeWords({ question }: RowInput, way: 'falls' | 'rises', move: ShareMove): string {
  return t(`rows.say.${way}`, {
    option: optionInside(question, move.option),
    before: whole(move.before),
    after: percent(move.after / 100)
  });
}

function reachWords(row: RowInput, { reach }: RowSentence): string | null {
  if (reach === 'still') return t('rows.say.place');
  if (reach !== 'within') return null;
  return t('rows.say.within', { reach: points(reachOfRow(answersOfRow(row)) ?? 0) });
}

function peopleWords({ zero }: RowInput, { people }: RowSentence): string {
  return people === null ? t('rows.say.notAsked') : t(`rows.say.${people}.${zero.kind}`);
}

function severalWords(row: RowInput): string[] {
  const answers = answersOfRow(row);
  const sentences = rowSentences(answers);
  if (sentences.length === 0) return [];
  const shown = shownPictures(movesOf(answers));
  const { said, within, still } = severalSentence(sentences, shown);
  const letter = (picture: number) => row.pictures[picture]?.letter ?? '';
  const letters = (pictures: readonly number[]) => ({
    count: pictures.length,
    letters: inList(pictures.map(letter))
  });
  const changes: string[] = [];
  for (const { picture, way, move, again } of said) {
    const named = { letter: letter(picture) };
    if (!again) {
      changes.push(t('rows.several.said', { ...named, change: changeWords(row, way, move) }));
      continue;
    }
    const second = t('rows.several.again', { ...named, after: percent(move.after / 100) });
    const first = (changes.pop() ?? '').replace(/\.$/, '');
    changes.push(t('rows.several.joined', { first, second }));
  }
  if (within.length === shown.length) {
    const reach = points(reachOfRow(answers) ?? 0);
    return [t('rows.several.allWithin', { reach }), ...moreWords(row, shown)];
  }
  return [
    ...changes,
    ...(still.length > 0 ? [t('rows.several.still', letters(still))] : []),
    ...(within.length > 0 ? [t('rows.several.within', letters(within))] : []),
    ...moreWords(row, shown)
  ];
}

function moreWords(row: RowInput, shown: readonly number[]): string[] {
  const count = row.pictures.length - shown.length;
  return count > 0 ? [t('rows.several.more', { count })] : [];
}
