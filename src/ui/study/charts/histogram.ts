import { scaleLinear, scaleLog } from 'd3-scale';
import type { StudyTable } from '../../../core/study/tables/studyTable.ts';

export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Figure 5's rows (from, to, country, pictures), all countries together. */
export function incomeBins({ rows }: Pick<StudyTable, 'rows'>): Bin[] {
  const found = new Map<number, Bin>();
  for (const [from, to, , count] of rows) {
    const bin = found.get(Number(from)) ?? { from: Number(from), to: Number(to), count: 0 };
    found.set(bin.from, { ...bin, count: bin.count + Number(count) });
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

export interface HistogramLayout {
  width: number;
  height: number;
  plotLeft: number;
  plotBottom: number;
  bars: readonly { x: number; y: number; width: number; height: number }[];
  /** Powers of ten and what lies between, where they fit. */
  xTicks: readonly { x: number; value: number }[];
  yTicks: readonly { y: number; value: number }[];
}

const HEIGHT = 220;
const LEFT = 34;
const BOTTOM = 26;

/** Geometry in pixels of a histogram over a logarithmic axis; bins need positive edges. */
export function layoutHistogram(bins: readonly Bin[], width: number): HistogramLayout {
  const plotBottom = HEIGHT - BOTTOM;
  const x = scaleLog(
    [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10],
    [LEFT, Math.max(LEFT + 40, width - 8)]
  );
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const y = scaleLinear([0, most], [plotBottom, 10]);
  return {
    width,
    height: HEIGHT,
    plotLeft: LEFT,
    plotBottom,
    bars: bins.map(({ from, to, count }) => ({
      x: x(from) + 1,
      y: y(count),
      width: Math.max(1, x(to) - x(from) - 2),
      height: plotBottom - y(count)
    })),
    xTicks: incomeTicks(bins, x),
    yTicks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ value, y: y(value) }))
  };
}

/** Room for a number with five digits. */
const TICK_ROOM = 54;

/** Ones, twos and fives of every power of ten; where these have no room, the powers alone. */
function incomeTicks(bins: readonly Bin[], x: (value: number) => number) {
  const [from, to] = [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10];
  const ticksOf = (leads: readonly number[]) =>
    leads
      .flatMap((lead) => Array.from({ length: 8 }, (_, power) => lead * 10 ** power))
      .filter((value) => value >= from && value <= to)
      .sort((a, b) => a - b)
      .map((value) => ({ value, x: x(value) }));
  const all = ticksOf([1, 2, 5]);
  const fit = all.every((tick, k) => k === 0 || tick.x - (all[k - 1]?.x ?? 0) >= TICK_ROOM);
  return fit ? all : ticksOf([1]);
}
