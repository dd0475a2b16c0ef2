import type { Distribution, Question } from '../../core/survey/types.ts';
import { percent } from '../format.ts';
import { shorten, type Measure } from '../charts/text.ts';
import { layoutKey, type KeyLayout } from './optionKey.ts';
import { toneOf, type Tone } from './tone.ts';

/** One row: a country, or the average of countries. */
export interface ShareRow {
  id: string;
  name: string;
  /** Null where there are no figures. */
  distribution: Distribution | null;
  /** Set apart from the rows above, to compare with. */
  reference?: boolean;
}

interface Segment {
  option: number;
  tone: Tone;
  x: number;
  width: number;
  /** Empty where it does not fit. */
  label: string;
}

interface Row {
  id: string;
  name: string;
  label: string;
  labelY: number;
  y: number;
  segments: readonly Segment[];
  reference: boolean;
}

export interface StackedRowsLayout {
  key: KeyLayout;
  width: number;
  height: number;
  barHeight: number;
  plotLeft: number;
  plotRight: number;
  plotTop: number;
  plotBottom: number;
  rows: readonly Row[];
  ticks: readonly { x: number; share: number }[];
}

const BAR = 26;
const GAP = 6;
const LABEL_LINE = 17;
const AXIS = 22;
const BESIDE_FROM = 480;
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const SEAM = 1;

/** Geometry of stacked 100% rows in pixels: names beside the bars, or above them on a phone. */
export function layoutStackedRows(
  question: Question,
  shares: readonly ShareRow[],
  width: number,
  measure: Measure
): StackedRowsLayout {
  const key = layoutKey(question, width, measure);
  const beside = width >= BESIDE_FROM;
  const widest = Math.max(0, ...shares.map(({ name }) => measure(name)));
  const labelWidth = beside ? Math.min(Math.ceil(widest) + 2, width * 0.3) : width;
  const plotLeft = beside ? labelWidth + 12 : 0;
  const plotRight = width - 1;
  const span = plotRight - plotLeft;

  let top = key.height + 8;
  const plotTop = top;
  const rows = shares.map(({ id, name, distribution, reference = false }): Row => {
    if (reference) top += GAP;
    const y = beside ? top : top + LABEL_LINE;
    top = y + BAR + GAP;
    return {
      id,
      name,
      label: shorten(name, labelWidth, measure),
      labelY: beside ? y + BAR / 2 + 5 : y - 5,
      y,
      segments: distribution ? segmentsOf(question, distribution, plotLeft, span, measure) : [],
      reference
    };
  });
  const plotBottom = top - GAP + 3;
  return {
    key,
    width,
    height: plotBottom + AXIS,
    barHeight: BAR,
    plotLeft,
    plotRight,
    plotTop,
    plotBottom,
    rows,
    ticks: TICKS.map((share) => ({ share, x: plotLeft + share * span }))
  };
}

function segmentsOf(
  question: Question,
  distribution: Distribution,
  left: number,
  span: number,
  measure: Measure
): Segment[] {
  let before = 0;
  return distribution.map((share, option) => {
    const x = left + before * span;
    const width = Math.max(0, share * span - SEAM);
    before += share;
    const text = percent(share);
    const label = measure(text) + 6 <= width ? text : '';
    return { option, tone: toneOf(question, option), x, width, label };
  });
}
