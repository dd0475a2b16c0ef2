import { scaleLinear } from 'd3-scale';
import { shorten, type Measure } from '../../charts/text.ts';
import type { Role } from '../../charts/series.ts';

/** One of the marks that every row may have. */
export interface DotSeries {
  id: string;
  role: Role;
  /** Drawn as an outline: the second of two series of one role. */
  open?: boolean;
  name: string;
}

export interface DotRow {
  id: string;
  label: string;
  /** One per series; null where there is nothing to show. */
  values: readonly (DotValue | null)[];
}

export interface DotValue {
  mean: number;
  interval: readonly [number, number] | null;
  /** In words, for the tooltip. */
  text: string;
}

export interface GroupedDotsInput {
  series: readonly DotSeries[];
  rows: readonly DotRow[];
  reference: number | null;
  limit?: number;
  width: number;
  measure: Measure;
}

interface PlacedMark {
  series: number;
  x: number;
  y: number;
  low: number | null;
  high: number | null;
}

export interface GroupedDotsLayout {
  width: number;
  height: number;
  plotTop: number;
  plotBottom: number;
  reference: number | null;
  ticks: readonly { x: number; value: number }[];
  tickStep: number;
  /** Where each series is named. */
  legend: readonly { x: number; y: number }[];
  rows: readonly {
    top: number;
    height: number;
    label: { text: string; x: number; y: number; anchor: 'start' | 'end' };
    marks: readonly PlacedMark[];
  }[];
}

const AXIS = 22;
const LEGEND_ROW = 22;
/** Distance between the marks of a row, and between rows. */
const STEP = 9;
const GAP = 14;
const BESIDE_FROM = 420;

/** Geometry in pixels of a dot plot with several marks a row; the axis spans what is shown. */
export function layoutGroupedDots(input: GroupedDotsInput): GroupedDotsLayout {
  const { series, rows, reference, limit = Infinity, width, measure } = input;
  const beside = width >= BESIDE_FROM;
  const widest = Math.max(0, ...rows.map(({ label }) => measure(label)));
  const labelWidth = Math.min(widest * 1.04 + 2, width * 0.4);
  const left = beside ? labelWidth + 16 : 8;
  const x = scaleLinear(domain(rows, reference), [left, width - 10]).nice(5);
  const [from = 0, to = 1] = x.domain();
  x.domain([from, Math.min(to, limit)]);

  const legend = layoutLegend(series, width, measure);
  const plotTop = ((legend.at(-1)?.y ?? -14) + 14) | 0;
  const head = beside ? 0 : 18;
  const bodyHeight = Math.max(series.length * STEP, 12);
  const pitch = head + bodyHeight + GAP;
  const placed = rows.map((row, index) => {
    const top = plotTop + index * pitch;
    const middle = top + head + GAP / 2 + bodyHeight / 2;
    const marks = row.values.flatMap((value, k): PlacedMark[] =>
      value === null
        ? []
        : [
            {
              series: k,
              x: x(value.mean),
              y: middle + (k - (series.length - 1) / 2) * STEP,
              low: value.interval && x(value.interval[0]),
              high: value.interval && x(value.interval[1])
            }
          ]
    );
    return {
      top,
      height: pitch,
      label: {
        text: shorten(row.label, beside ? labelWidth : width - 8, measure),
        x: beside ? labelWidth : 0,
        y: beside ? middle + 4 : top + 16,
        anchor: beside ? ('end' as const) : ('start' as const)
      },
      marks
    };
  });
  const plotBottom = plotTop + rows.length * pitch + 2;
  const ticks = x.ticks(width - left < 320 ? 4 : 7);
  return {
    width,
    height: plotBottom + AXIS,
    plotTop,
    plotBottom,
    reference: reference === null ? null : x(reference),
    ticks: ticks.map((value) => ({ value, x: x(value) })),
    tickStep: (ticks[1] ?? 1) - (ticks[0] ?? 0),
    legend,
    rows: placed
  };
}

/** Names of the series from left to right, in as many lines as they need. */
function layoutLegend(series: readonly DotSeries[], width: number, measure: Measure) {
  let x = 0;
  let y = 10;
  return series.map(({ name }) => {
    const needed = measure(name) * 1.04 + 34;
    if (x > 0 && x + needed > width) {
      x = 0;
      y += LEGEND_ROW;
    }
    const place = { x, y };
    x += needed;
    return place;
  });
}

function domain(rows: readonly DotRow[], reference: number | null): [number, number] {
  const values = rows.flatMap((row) =>
    row.values.flatMap((value) => (value ? [value.mean, ...(value.interval ?? [])] : []))
  );
  if (reference !== null) values.push(reference);
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const margin = Math.max((high - low) * 0.03, 0.003);
  return [low - margin, high + margin];
}
