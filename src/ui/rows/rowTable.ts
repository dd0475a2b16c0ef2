import {
  distanceFromPeople,
  movesOf,
  placeInHundred,
  reachOfRow,
  wholePercent,
  zeroOfRow,
  type RowAnswers
} from '../../core/study/sentences/rowPlaces.ts';
import { rowSentences, severalSentence, shownPictures } from '../../core/study/sentences/row.ts';
import type { Distribution } from '../../core/survey/types.ts';
import type { Role } from '../charts/series.ts';
import { fixed, percent, whole } from '../format.ts';
import { t } from '../i18n.ts';
import { inList } from '../inList.ts';
import { ZERO_ROLE, zeroName } from './plotMarks.ts';
import { answersOfRow, bareOf, type RowInput, type RowNoun } from './rowInput.ts';

/** One answer in the opened row. */
export interface RowColumn {
  id: string;
  role: Role;
  letter: string | null;
  name: string;
  cells: readonly { share: string; change: string | null; bar: number }[];
  /** Place on the scale; null without an order. */
  mean: string | null;
}

export interface RowTable {
  columns: readonly RowColumn[];
  /** `asked`: the English, where the words are not. */
  options: readonly { words: string; asked: string | null; said: boolean }[];
  /** Has any answer a place on the scale? */
  hasMean: boolean;
}

/** All shares of a row; bars on one scale for the question, changes beside what moved. */
export function tableOfRow(row: RowInput, noun: RowNoun): RowTable {
  const answers = answersOfRow(row);
  const zero = zeroOfRow(answers);
  const { question, pictures, name, people } = row;
  const moved = pictures.length === 0 ? 'name' : null;
  const all: (Pick<RowColumn, 'id' | 'role' | 'name'> & {
    letter?: string | null;
    p: Distribution;
    moves: boolean;
  })[] = [];
  if (zero) {
    const role = ZERO_ROLE[row.zero.kind];
    const { kind } = row.zero;
    const column = kind === 'neutral' ? zeroName(row, noun) : t(`rows.columns.zero.${kind}`);
    all.push({ id: 'zero', role, name: column, p: zero, moves: false });
  }
  for (const { key, letter, name: picture, distribution: p } of pictures) {
    const column =
      letter === null ? t('rows.columns.the', { noun: t(`rows.nouns.${noun}`) }) : picture;
    all.push({ id: key, role: 'picture', letter, name: column, p, moves: true });
  }
  if (name && row.zero.kind !== 'country') {
    const column = t('rows.columns.name');
    all.push({ id: 'name', role: 'country', name: column, p: name, moves: moved === 'name' });
  }
  people.forEach(({ country, distribution: p }, k) => {
    const column = people.length > 1 ? country : t('rows.columns.people');
    all.push({ id: `people ${k}`, role: 'survey', name: column, p, moves: false });
  });
  const most = Math.max(...all.flatMap(({ p }) => p));
  const said = new Set(saidOptions(answers));
  const means = all.map(({ p }) => placeInHundred(question.scale, p));
  return {
    hasMean: means.some((mean) => mean !== null),
    options: question.options.map((words, k) => {
      const english = question.asked?.options[k] ?? words;
      return { words, asked: english === words ? null : english, said: said.has(k) };
    }),
    columns: all.map(({ id, role, letter = null, name: column, p, moves }, k) => {
      const mean = means[k] ?? null;
      return {
        ...{ id, role, letter, name: column },
        mean: mean === null ? null : whole(mean),
        cells: p.map((share, option) => ({
          share: percent(wholePercent(share) / 100),
          change: moves && zero ? changeWords(share, zero[option] ?? 0) : null,
          bar: share / most
        }))
      };
    })
  };
}

/** Options that the row's sentence tells of. */
function saidOptions(answers: RowAnswers): (number | undefined)[] {
  const sentences = rowSentences(answers);
  if (sentences.length === 1) {
    return sentences.flatMap(({ falls, rises }) => [falls?.option, rises?.option]);
  }
  const { said } = severalSentence(sentences, shownPictures(movesOf(answers)));
  return said.map(({ move }) => move.option);
}

/** The difference of the shares as stated, so that a reader can reckon it. */
function changeWords(share: number, before: number): string {
  return fixed(wholePercent(share) - wholePercent(before), 0, 'exceptZero');
}

/** The numbers below the table: movement, what blanks do, from no cue, from people. */
export function numbersOfRow(row: RowInput, noun: RowNoun): { term: string; value: string }[] {
  const answers = answersOfRow(row);
  const moves = movesOf(answers);
  const { kind } = row.zero;
  const reach = reachOfRow(answers);
  const [only] = moves;
  const single = moves.length === 1 ? only : undefined;
  const numbers: { term: string; value: string }[] = [];
  // Where rounding would hide which is larger, a digit more tells.
  const close =
    single !== undefined && reach !== null && wholePercent(single.size) === wholePercent(reach);
  const hundredths = (value: number) =>
    close && single?.beyond ? fixed(value * 100, 1) : whole(wholePercent(value));
  if (single)
    numbers.push({ term: t(`rows.numbers.moved.${kind}`), value: hundredths(single.size) });
  if (reach !== null) numbers.push({ term: t('rows.numbers.reach'), value: hundredths(reach) });
  if (single?.fromNeutral != null && kind !== 'neutral') {
    numbers.push({
      term: t(`rows.numbers.from.${bareOf(row, noun)}`),
      value: whole(wholePercent(single.fromNeutral))
    });
  }
  const fromPeople = [
    { name: zeroName(row, noun), p: zeroOfRow(answers) },
    ...row.pictures.map(({ letter, distribution }) => ({
      name: letter ?? t(`rows.nouns.${noun}`),
      p: distribution
    })),
    ...(kind === 'country' ? [] : [{ name: t('rows.marks.name'), p: row.name }])
  ].flatMap(({ name, p }) => {
    const distance = distanceFromPeople(answers, p);
    return distance === null ? [] : [{ name, distance: whole(wholePercent(distance)) }];
  });
  if (fromPeople.length > 0) {
    numbers.push({
      term: t('rows.numbers.fromPeople', { whom: inList(fromPeople.map(({ name }) => name)) }),
      value: inList(fromPeople.map(({ distance }) => distance))
    });
  }
  return numbers;
}
