import { shorten, type Measure } from '../../charts/text.ts';
import type { Role } from '../../charts/series.ts';
import { layoutValueAxis, type DotEstimate, type ValueAxisLayout } from '../../charts/valueAxis.ts';

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
  /** Beyond chance: in bold. */
  strong?: boolean;
}

export interface DotValue extends DotEstimate {
  /** In words, for the tooltip. */
  text: string;
  /** Not to be told from chance: in grey. */
  plain?: boolean;
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
  plain: boolean;
  x: number;
  y: number;
  low: number | null;
  high: number | null;
}

export interface GroupedDotsLayout extends ValueAxisLayout {
  width: number;
  height: number;
  plotTop: number;
  plotBottom: number;
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
  const { axis, place } = layoutValueAxis({
    estimates: rows.flatMap(({ values }) => values.filter((value) => value !== null)),
    ...{ reference, limit, range: [left, width - 10] },
    margin: { share: 0.03, least: 0.003 },
    ticks: width - left < 320 ? 4 : 7
  });

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
              plain: value.plain ?? false,
              y: middle + (k - (series.length - 1) / 2) * STEP,
              ...place(value)
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
  return {
    width,
    height: plotBottom + AXIS,
    plotTop,
    plotBottom,
    ...axis,
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
