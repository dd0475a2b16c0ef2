import type { Role } from './series.ts';
import { shorten, type Measure } from './text.ts';
import { layoutValueAxis, type DotEstimate, type ValueAxisLayout } from './valueAxis.ts';

/** One estimate to draw: a dot at its mean, a line for its 95% interval. */
export interface IntervalRow extends DotEstimate {
  id: string;
  role: Role;
  label: string;
  /** The number in words, for the right-hand column. */
  value: string;
  /** Set apart in bold: the country in question. */
  strong?: boolean;
  /** Not to be told from chance: hollow and grey. */
  plain?: boolean;
  /** A grey zone around the reference: up to here nothing would have been found. */
  zone?: number | null;
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

export interface IntervalDotsLayout extends ValueAxisLayout {
  width: number;
  height: number;
  plotTop: number;
  plotBottom: number;
  rows: readonly {
    row: IntervalRow;
    label: { text: string; x: number; y: number; anchor: 'start' | 'end' };
    valueY: number;
    y: number;
    x: number;
    low: number | null;
    high: number | null;
    zone: { from: number; to: number } | null;
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
  const { axis, place } = layoutValueAxis({
    ...{ estimates: [...rows, ...zones(rows, reference)], reference, limit },
    range: [left, right],
    margin: { share: 0.04, least: 0.005 },
    ticks: right - left < 300 ? 4 : 6
  });

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
      ...place(row),
      zone: zoneOf(row, reference, (mean) => place({ mean, interval: null }).x)
    };
  });

  const plotBottom = rows.length * pitch + 2;
  return {
    width,
    height: plotBottom + AXIS,
    plotTop: 0,
    plotBottom,
    ...axis,
    rows: placed
  };
}

/** The ends of the zones, which the axis must span too. */
function zones(rows: readonly IntervalRow[], reference: number | null): DotEstimate[] {
  return rows.flatMap(({ zone }) =>
    typeof zone === 'number' && reference !== null
      ? [{ mean: reference, interval: [reference - zone, reference + zone] as const }]
      : []
  );
}

function zoneOf({ zone }: IntervalRow, reference: number | null, x: (value: number) => number) {
  if (typeof zone !== 'number' || reference === null) return null;
  return { from: x(reference - zone), to: x(reference + zone) };
}
