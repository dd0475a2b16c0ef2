import { scaleLinear } from 'd3-scale';
import { shorten, type Measure } from '../../charts/text.ts';

/** A row of ticks below the curve: one value of one choice. */
export interface CurveLevel {
  id: string;
  /** The choice's name at its first value; null at the others. */
  group: string | null;
  label: string;
  /** At the row's end. */
  value: string;
  own: boolean;
  /** Places of the curve with this value. */
  at: readonly number[];
}

export interface SpecificationCurveInput {
  /** Effects, smallest first. */
  effects: readonly number[];
  /** No effect, or chance. */
  line: number;
  levels: readonly CurveLevel[];
  width: number;
  measure: Measure;
}

interface Text {
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

export interface SpecificationCurveLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  dots: readonly { x: number; y: number; r: number }[];
  lineY: number;
  rows: readonly {
    level: CurveLevel;
    group: Text | null;
    label: Text;
    value: Text;
    /** Rule above a choice's first value. */
    ruleY: number | null;
    ticks: readonly number[];
    y: number;
    /** Where a line through the ticks may run without crossing a label. */
    span: readonly [from: number, to: number];
  }[];
}

const CURVE = { top: 50, height: 96 };
const TICK = 10;
const ROW = 18;
const GAP = 8;
/** Below this width labels stand above their ticks, not beside them. */
const BESIDE_FROM = 600;

/** Geometry in pixels of a specification curve: dots in order, below them who has which choice. */
export function layoutSpecificationCurve(input: SpecificationCurveInput): SpecificationCurveLayout {
  const { effects, line, levels, width, measure } = input;
  const beside = width >= BESIDE_FROM;
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(measure)) * 1.1;
  const groups = beside ? Math.min(120, widest(levels.map(({ group }) => group ?? ''))) : 0;
  const labels = beside ? Math.min(210, widest(levels.map(({ label }) => label))) : 0;
  const values = widest(levels.map(({ value }) => value)) + 10;
  const left = beside ? groups + labels + 28 : 8;
  const right = width - (beside ? values : 8);
  const x = scaleLinear([0, Math.max(1, effects.length - 1)], [left + 6, right - 6]);
  const y = scaleLinear(
    [Math.min(line, ...effects), Math.max(line, ...effects)],
    [CURVE.top + CURVE.height, CURVE.top]
  );
  const r = Math.max(2, Math.min(4.5, (right - left) / Math.max(1, effects.length) / 2.4));
  let at = CURVE.top + CURVE.height + 22;
  const rows = levels.map((level) => {
    const first = level.group !== null;
    if (first) at += GAP;
    const ruleY = first ? at - GAP / 2 - 1 : null;
    if (!beside) at += ROW;
    const middle = at + TICK / 2;
    const textY = beside ? middle + 4 : at - 5;
    const head = !beside && level.group !== null ? measure(level.group) * 1.1 + 10 : 0;
    const row = {
      level,
      group: level.group === null ? null : text(level.group, beside ? 0 : left, textY, 'start'),
      label: beside
        ? text(shorten(level.label, labels, measure), left - 12, textY, 'end')
        : text(
            shorten(level.label, right - left - head - values, measure),
            left + head,
            textY,
            'start'
          ),
      value: text(level.value, width - (beside ? 0 : 8), textY, 'end'),
      ruleY,
      ticks: level.at.map((place) => x(place)),
      y: at,
      span: beside ? ([at - GAP, at + ROW - GAP + 4] as const) : ([at - 2, at + TICK + 2] as const)
    };
    at += beside ? ROW : TICK + 6;
    return row;
  });
  return {
    ...{ width, height: at + 4 },
    plot: { left, right, top: CURVE.top, bottom: CURVE.top + CURVE.height },
    dots: effects.map((effect, place) => ({ x: x(place), y: y(effect), r })),
    lineY: y(line),
    rows
  };
}

const text = (words: string, x: number, y: number, anchor: Text['anchor']): Text => ({
  ...{ text: words, x, y, anchor }
});
