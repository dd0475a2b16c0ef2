import { scaleLinear } from 'd3-scale';
import type { Role } from './series.ts';
import { shorten, type Measure } from './text.ts';

/** One estimate to draw: a dot at its mean, a line for its 95% interval. */
export interface IntervalRow {
  id: string;
  role: Role;
  label: string;
  mean: number;
  /** Null for one question: a dot without a line. */
  interval: readonly [number, number] | null;
  /** The number in words, for the right-hand column. */
  value: string;
  /** Set apart in bold: the country in question. */
  strong?: boolean;
}

export interface IntervalDotsInput {
  rows: readonly IntervalRow[];
  /** A vertical line to read against: an even spread, or zero. */
  reference: number | null;
  /** No value lies above this: 1 for a similarity. */
  limit?: number;
  width: number;
  measure: Measure;
}

export interface IntervalDotsLayout {
  width: number;
  height: number;
  plotTop: number;
  plotBottom: number;
  ticks: readonly { x: number; value: number }[];
  /** Distance between ticks: decides how many digits their numbers need. */
  tickStep: number;
  reference: number | null;
  rows: readonly {
    row: IntervalRow;
    label: { text: string; x: number; y: number; anchor: 'start' | 'end' };
    valueY: number;
    y: number;
    x: number;
    low: number | null;
    high: number | null;
  }[];
}

const AXIS = 22;
const ROW = 26;
const STACKED_ROW = 40;
/** Below this width labels stand above their line, not beside it. */
const BESIDE_FROM = 360;

/** Geometry of an interval dot plot in pixels; the axis spans what is shown, not 0 to 1. */
export function layoutIntervalDots(input: IntervalDotsInput): IntervalDotsLayout {
  const { rows, reference, limit = Infinity, width, measure } = input;
  const beside = width >= BESIDE_FROM;
  const widestLabel = Math.max(0, ...rows.map((row) => measure(row.label)));
  const widestValue = Math.max(0, ...rows.map((row) => measure(row.value)));
  const labelWidth = Math.min(widestLabel * 1.08 + 2, width * 0.4);
  const left = beside ? labelWidth + 16 : 8;
  const right = beside ? width - widestValue * 1.08 - 20 : width - 8;
  const x = scaleLinear(domain(rows, reference), [left, right]).nice(5);
  const [from = 0, to = 1] = x.domain();
  x.domain([from, Math.min(to, limit)]);

  const pitch = beside ? ROW : STACKED_ROW;
  const placed = rows.map((row, index) => {
    const top = index * pitch;
    const y = beside ? top + ROW / 2 : top + 28;
    const textY = beside ? y + 4 : top + 13;
    const room = beside ? labelWidth : width - measure(row.value) * 1.08 - 12;
    return {
      row,
      label: {
        text: shorten(row.label, room / (row.strong ? 1.08 : 1), measure),
        x: beside ? labelWidth : 0,
        y: textY,
        anchor: beside ? ('end' as const) : ('start' as const)
      },
      valueY: textY,
      y,
      x: x(row.mean),
      low: row.interval ? x(row.interval[0]) : null,
      high: row.interval ? x(row.interval[1]) : null
    };
  });

  const plotBottom = rows.length * pitch + 2;
  const ticks = x.ticks(right - left < 300 ? 4 : 6);
  return {
    width,
    height: plotBottom + AXIS,
    plotTop: 0,
    plotBottom,
    ticks: ticks.map((value) => ({ value, x: x(value) })),
    tickStep: (ticks[1] ?? 1) - (ticks[0] ?? 0),
    reference: reference === null ? null : x(reference),
    rows: placed
  };
}

function domain(rows: readonly IntervalRow[], reference: number | null): [number, number] {
  const values = rows.flatMap((row) => [row.mean, ...(row.interval ?? [])]);
  if (reference !== null) values.push(reference);
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const margin = Math.max((high - low) * 0.04, 0.005);
  return [low - margin, high + margin];
}
