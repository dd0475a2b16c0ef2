import type { Role } from '../../charts/series.ts';
import type { Measure } from '../../charts/text.ts';

type Interval = readonly [number, number] | null;

/** One way of asking with one kind of cue; percentiles are shares in [0, 1]. */
export interface SpecificityMark {
  id: string;
  /** Named once, above its first row; empty in the rows below. */
  group: string;
  label: string;
  role: Role;
  value: number;
  /** Beyond chance: coloured; else hollow and grey. */
  clear: boolean;
  /** Histogram over [0, 1] of what exchanging countries gives; empty where there is no test. */
  counts: readonly number[];
  lines: readonly { interval: Interval; name: string }[];
  /** Where a mark would have been found, in words too; null where nothing is to be said. */
  found: { from: number | null; words: string } | null;
  /** For the right-hand column: the value, and what stands small beside it. */
  numbers: readonly [value: string, p: string, interval: string];
}

export interface SpecificityLayout {
  width: number;
  height: number;
  wide: boolean;
  plot: { left: number; right: number; middle: number };
  footY: number;
  rows: readonly PlacedRow[];
}

export interface PlacedRow {
  mark: SpecificityMark;
  /** A rule above it: another model begins. */
  ruleY: number | null;
  groupY: number;
  labelY: number;
  numbersY: number;
  axisY: number;
  x: number;
  density: string;
  /** Left end of the density, for its name. */
  densityX: number;
  lines: readonly PlacedLine[];
  found: {
    tick: number | null;
    x: number;
    y: number;
    anchor: 'start' | 'end';
    words: string;
  } | null;
}

export interface PlacedLine {
  y: number;
  from: number;
  to: number;
  /** Null in all rows but the first. */
  name: { text: string; x: number; y: number; anchor: 'start' | 'end' } | null;
}

const DENSITY = 26;
const [LABELS, NUMBERS, INSET] = [168, 116, 10];
const WIDE_FROM = 640;

/** Geometry in pixels; below 640 labels and numbers stand above the axis. */
export function layoutSpecificity(
  marks: readonly SpecificityMark[],
  width: number,
  measure: Measure
): SpecificityLayout {
  const wide = width >= WIDE_FROM;
  const left = INSET + (wide ? LABELS : 0);
  const right = width - INSET - (wide ? NUMBERS + 20 : 0);
  const x = (share: number) => left + share * (right - left);
  let y = 0;
  const rows = marks.map((mark, index): PlacedRow => {
    const begins = mark.group !== '';
    const ruleY = begins && index > 0 ? y + 6 : null;
    if (ruleY !== null) y += 14;
    const groupY = y + 20;
    // Above the axis label and numbers share a line where they fit beside each other.
    const besides = measure(mark.label) * 1.08 + measure(mark.numbers.join('    ')) * 1.1;
    const stacked = !wide && besides > width;
    const head = wide ? 0 : (stacked ? 48 : 24) + (begins ? 24 : 0);
    const axisY = y + head + DENSITY + 12;
    const lines = placeLines(mark.lines, axisY, index === 0);
    const below = Math.max(
      axisY + 6,
      ...lines.map((line) => Math.max(line.y, (line.name?.y ?? 0) - 4))
    );
    const found = mark.found && placeFound(mark.found, { lines, axisY, below });
    y = Math.max(below, found?.y ?? 0) + 12;
    return {
      ...{ mark, ruleY, groupY, axisY, x: x(mark.value), lines, found },
      labelY: wide ? axisY + 5 : axisY - DENSITY - (stacked ? 38 : 14),
      numbersY: wide ? axisY : axisY - DENSITY - 14,
      ...densityOf(mark.counts, axisY, x)
    };
  });
  return {
    ...{ width, wide, rows, plot: { left, right, middle: x(0.5) }, footY: y + 14, height: y + 22 }
  };

  /** Names stand in the first row only: left of a line, else right of it, else below. */
  function placeLines(
    given: SpecificityMark['lines'],
    axisY: number,
    named: boolean
  ): PlacedLine[] {
    let at = axisY + 14;
    return given.flatMap(({ interval, name: text }): PlacedLine[] => {
      if (!interval) return [];
      const [from, to] = [x(interval[0]), x(interval[1])];
      const room = measure(text) + 8;
      const line = { y: at, from, to };
      at += named ? 18 : 9;
      if (!named) return [{ ...line, name: null }];
      if (from - room >= 0) {
        return [{ ...line, name: { text, x: from - 6, y: line.y + 5, anchor: 'end' } }];
      }
      if (to + room <= width) {
        return [{ ...line, name: { text, x: to + 6, y: line.y + 5, anchor: 'start' } }];
      }
      at += 14;
      return [{ ...line, name: { text, x: 0, y: line.y + 17, anchor: 'start' } }];
    });
  }

  /** Right of its tick where that is free, else at the edge, below the lines where it meets them. */
  function placeFound(
    { from, words }: NonNullable<SpecificityMark['found']>,
    { lines, axisY, below }: { lines: { to: number }[]; axisY: number; below: number }
  ) {
    const tick = from === null ? null : x(from);
    const room = measure(words) + 8;
    const starts = tick !== null && tick + room <= right;
    const begin = starts ? tick : right - room;
    const meets = lines.some(({ to }) => to > begin - 6);
    return {
      ...{ tick, words, anchor: starts ? ('start' as const) : ('end' as const) },
      x: starts ? tick + 3 : right,
      y: meets ? below + 18 : axisY + 19
    };
  }
}

/** The histogram as a smooth outline on the axis, as high everywhere. */
function densityOf(
  counts: readonly number[],
  axisY: number,
  x: (share: number) => number
): { density: string; densityX: number } {
  const smooth = smoothed(counts);
  const highest = Math.max(...smooth, 0);
  const at = smooth.flatMap((value, bin) => (value > highest * 0.01 ? [bin] : []));
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return { density: '', densityX: x(0.5) };
  const place = (bin: number) => x((bin + 0.5) / smooth.length).toFixed(1);
  const points = smooth
    .slice(first, last + 1)
    .map((value, k) => `${place(first + k)} ${(axisY - (value / highest) * DENSITY).toFixed(1)}`);
  return {
    density: `M${place(first)} ${axisY}L${points.join('L')}L${place(last)} ${axisY}Z`,
    densityX: Number(place(first))
  };
}

/** Three running means, as wide as a quarter of the standard deviation: what sampling makes jagged. */
function smoothed(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const mean = counts.reduce((sum, count, bin) => sum + count * bin, 0) / total;
  const variance = counts.reduce((sum, count, bin) => sum + count * (bin - mean) ** 2, 0) / total;
  const reach = Math.max(1, Math.round(Math.sqrt(variance) / 4));
  const pass = (values: readonly number[]) =>
    values.map((_, bin) => {
      const near = values.slice(Math.max(0, bin - reach), bin + reach + 1);
      return near.reduce((sum, value) => sum + value, 0) / (2 * reach + 1);
    });
  return pass(pass(pass(counts)));
}
