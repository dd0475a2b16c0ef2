import { shownPictures } from '../../core/study/sentences/row.ts';
import { movesOf, placesOf, wholePercent } from '../../core/study/sentences/rowPlaces.ts';
import type { Role } from '../charts/series.ts';
import { whole } from '../format.ts';
import { t } from '../i18n.ts';
import { inList } from '../inList.ts';
import { endWords } from './optionWords.ts';
import { answersOfRow, bareOf, type RowInput, type RowNoun, type ZeroKind } from './rowInput.ts';

/** The mark of one answer on the axis. */
export interface PlotMark {
  id: string;
  role: Role;
  /** From 0 to 1. */
  at: number;
  name: string;
  /** On a row with several pictures. */
  letter: string | null;
  /** What moved, and people: their names are bold. */
  strong: boolean;
  /** Stands on the axis; no cue stands above it and the name below, unless the row tells of them. */
  lane: 'axis' | 'above' | 'below' | 'across';
}

export interface PlotLayout {
  /** Places of the options on the axis; only its ends where the options have no order. */
  ticks: readonly number[];
  band: readonly [number, number] | null;
  /** Places of people without a name. */
  others: readonly number[];
  /** In the order in which they are drawn. */
  marks: readonly PlotMark[];
  /** From the zero to what moved. */
  arrow: { from: number; to: number; head: boolean; role: Role } | null;
  /** Words at both ends. */
  ends: readonly [string, string];
  /** All of it in words. */
  label: string;
}

/** From so much of the scale up an arrow has a head, and below the other there is none. */
const HEAD = 0.075;
const LEAST_ARROW = 0.015;

export const ZERO_ROLE = {
  blank: 'blank',
  frame: 'frame',
  neutral: 'neutral',
  country: 'country'
} as const satisfies Record<ZeroKind, Role>;

/**
 * What a row's plot shows, and where.
 * @param extra marks of whoever draws the row: a guess, an own answer; drawn on top
 */
export function layoutPlot(
  row: RowInput,
  noun: RowNoun,
  extra: readonly PlotMark[] = []
): PlotLayout {
  const answers = answersOfRow(row);
  const places = placesOf(answers);
  const { question, zero, people } = row;
  const several = row.pictures.length > 1;
  const named = row.pictures.length === 0;
  const marks: PlotMark[] = [];
  const add = (mark: Omit<PlotMark, 'at'>, at: number | null | undefined) => {
    if (at !== null && at !== undefined) marks.push({ ...mark, at });
  };
  const onlyPeople = places.zero === null && row.pictures.length === 0 && row.name === null;
  people.forEach(({ country }, k) => {
    const name = people.length > 1 || onlyPeople ? country : t('rows.marks.people');
    const mark = { id: `people ${k}`, role: 'survey', name, letter: null } as const;
    add({ ...mark, strong: true, lane: 'across' }, places.people[k]);
  });
  const plain = { letter: null, strong: false };
  if (!several && zero.kind !== 'neutral') {
    const name = t(`rows.marks.${bareOf(row, noun)}`);
    add({ ...plain, id: 'neutral', role: 'neutral', name, lane: 'above' }, places.neutral);
  }
  if (!several && !named && zero.kind !== 'country') {
    const name = t('rows.marks.name');
    add({ ...plain, id: 'name', role: 'country', name, lane: 'below' }, places.name);
  }
  const zeroMark = { ...plain, id: 'zero', role: ZERO_ROLE[zero.kind], lane: 'axis' } as const;
  add({ ...zeroMark, name: zeroName(row, noun) }, places.zero);
  if (named) {
    const mark = { id: 'name', role: 'country', name: t('rows.marks.name'), letter: null } as const;
    add({ ...mark, strong: true, lane: 'axis' }, places.name);
  }
  for (const k of shownPictures(movesOf(answers))) {
    const picture = row.pictures[k];
    if (!picture) continue;
    const { key: id, letter } = picture;
    const name = letter ?? t(`rows.nouns.${noun}`);
    add({ id, role: 'picture', name, letter, strong: true, lane: 'axis' }, places.pictures[k]);
  }
  marks.push(...extra);
  const ends: PlotLayout['ends'] = places.ordered
    ? [endWords(question, 'first'), endWords(question, 'last')]
    : [t('rows.ends.same'), t('rows.ends.other')];
  const last = question.options.length - 1;
  return {
    ticks: places.ordered ? question.options.map((_, k) => k / last) : [0, 1],
    band: places.band,
    others: placesOf({ ...answers, people: row.others ?? [] }).people.filter((at) => at !== null),
    marks,
    arrow: several ? null : arrowOf(marks, named ? 'country' : 'picture', places.zero),
    ends,
    label: labelOf(marks, places.band, places.ordered, ends)
  };
}

/** The zero as its mark is called. */
export function zeroName(row: RowInput, noun: RowNoun): string {
  const { kind } = row.zero;
  return kind === 'neutral' ? t(`rows.marks.${bareOf(row, noun)}`) : t(`rows.marks.zero.${kind}`);
}

function arrowOf(marks: readonly PlotMark[], role: Role, from: number | null): PlotLayout['arrow'] {
  const to = marks.find(
    (mark) => mark.role === role && mark.lane === 'axis' && mark.id !== 'zero'
  )?.at;
  if (from === null || to === undefined) return null;
  const length = Math.abs(to - from);
  return length < LEAST_ARROW ? null : { from, to, head: length >= HEAD, role };
}

function labelOf(
  marks: readonly PlotMark[],
  band: PlotLayout['band'],
  ordered: boolean,
  [first, last]: PlotLayout['ends']
): string {
  const hundred = (at: number) => whole(wholePercent(at));
  const named = [...marks]
    .reverse()
    .map(({ name, at }) => t('rows.plot.place', { name, place: hundred(at) }));
  if (band) {
    named.push(t('rows.plot.band', { low: hundred(band[0]), high: hundred(band[1]) }));
  }
  const places = inList(named);
  return ordered
    ? t('rows.plot.scale', { places, first, last })
    : t('rows.plot.distance', { places });
}
