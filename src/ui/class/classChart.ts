import type { ClassRow } from '../../run/class/mergeClass.ts';
import type { Spread } from '../../run/class/spread.ts';
import { wrapText, type Measure } from '../charts/text.ts';

export interface ClassChartRow {
  row: ClassRow;
  title: string;
  /** The first and the last option. */
  ends: readonly [string, string];
}

/** Guesses as dots that do not cover each other, and where half of them lie. */
interface PlacedGuesses {
  dots: readonly { x: number; y: number }[];
  spread: { from: number; to: number; median: number; y: number } | null;
}

interface PlacedRow {
  row: ClassRow;
  /** In lines. */
  title: { texts: readonly string[]; y: number };
  /** Height of the scale's line; null where options have no order. */
  axis: number | null;
  /** Each in lines. */
  ends: readonly [readonly string[], readonly string[]];
  endsY: number;
  model: PlacedGuesses;
  people: PlacedGuesses;
  answers: readonly number[];
  peoples: readonly { x: number; country: string }[];
}

interface ClassChartLayout {
  width: number;
  height: number;
  from: number;
  to: number;
  rows: readonly PlacedRow[];
}

const SIDE = 10;
const TITLE = 22;
const DOT = 9;
const LEVELS = 7;
const ENDS = 18;
const GAP = 18;
/** Lines that a title or an end may take. */
const LINES = 2;
/** Pixels from one of them to the next. */
export const LINE = 17;

/** Geometry in pixels: guesses for the model above each question's scale, those for people below. */
export function layoutClassChart(
  rows: readonly ClassChartRow[],
  width: number,
  measure: Measure
): ClassChartLayout {
  const [from, to] = [SIDE, width - SIDE];
  const x = (place: number) => from + place * (to - from);
  let top = 0;
  const placed = rows.map(({ row, title, ends }): PlacedRow => {
    const titleAt = { texts: wrapText(title, width, measure, LINES), y: top + 14 };
    const ordered = row.answers.some(({ place }) => place !== null) || row.guesses.length > 0;
    const model = stacked(
      row.guesses.flatMap(({ model: place }) => (place === null ? [] : x(place)))
    );
    const people = stacked(
      row.guesses.flatMap(({ people: place }) => (place === null ? [] : x(place)))
    );
    const above = ordered ? 16 + model.levels * DOT : 0;
    const axis = top + TITLE + (titleAt.texts.length - 1) * LINE + above;
    const below = ordered ? 16 + people.levels * DOT : 0;
    const endsY = axis + below + (ordered ? ENDS - 4 : 12);
    const half = (to - from) / 2 - 8;
    const [first, last] = ends.map((end) => wrapText(end, half, measure, LINES)) as [
      readonly string[],
      readonly string[]
    ];
    top = endsY + (Math.max(first.length, last.length) - 1) * LINE + GAP;
    return {
      row,
      title: titleAt,
      axis: ordered ? axis : null,
      ends: [first, last],
      endsY,
      model: guessesAt(model.dots, row.model, (level) => axis - 14 - level * DOT, axis - 8, x),
      people: guessesAt(people.dots, row.people, (level) => axis + 14 + level * DOT, axis + 8, x),
      answers: row.answers.flatMap(({ place }) => (place === null ? [] : x(place))),
      peoples: row.peoples.flatMap(({ country, place }) =>
        place === null ? [] : { x: x(place), country }
      )
    };
  });
  return { width, height: Math.max(0, top - GAP + 6), from, to, rows: placed };
}

/** The lowest level at which a dot covers none that is there; beyond the highest they cover each other. */
function stacked(xs: readonly number[]) {
  const ends: number[] = [];
  const dots = [...xs]
    .sort((a, b) => a - b)
    .map((x) => {
      const free = ends.findIndex((end) => end <= x - DOT);
      const level = free >= 0 ? free : Math.min(ends.length, LEVELS - 1);
      ends[level] = x;
      return { x, level };
    });
  return { dots, levels: ends.length };
}

function guessesAt(
  dots: readonly { x: number; level: number }[],
  spread: Spread | null,
  yOf: (level: number) => number,
  y: number,
  x: (place: number) => number
): PlacedGuesses {
  return {
    dots: dots.map((dot) => ({ x: dot.x, y: yOf(dot.level) })),
    spread: spread && { from: x(spread.low), to: x(spread.high), median: x(spread.median), y }
  };
}
