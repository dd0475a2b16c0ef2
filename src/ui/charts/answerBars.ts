import { scaleLinear } from 'd3-scale';
import type { Distribution } from '../../core/survey/types.ts';
import type { Role } from './series.ts';
import { wrapText, type Measure } from './text.ts';

/** One answer over a question's options. */
export interface AnswerSeries {
  role: Role;
  name: string;
  distribution: Distribution;
  /** Drawn as an outline: a control, or a movement that is not net. */
  hollow?: boolean;
}

export interface AnswerBarsInput {
  options: readonly string[];
  /** Drawn as thin bars from top to bottom in this order. */
  answers: readonly AnswerSeries[];
  /** Drawn as an outline behind the bars. */
  survey: Distribution | null;
  width: number;
  measure: Measure;
}

interface Bar {
  role: Role;
  hollow: boolean;
  y: number;
  end: number;
}

interface OptionRow {
  label: { lines: readonly string[]; x: number; y: number; anchor: 'start' | 'end' };
  /** The band that belongs to the option, bars and outline inside it. */
  top: number;
  height: number;
  bars: readonly Bar[];
  /** Right edge of the survey's outline; null where the survey has no figure. */
  surveyEnd: number | null;
}

export interface AnswerBarsLayout {
  width: number;
  height: number;
  plotLeft: number;
  plotTop: number;
  plotBottom: number;
  ticks: readonly { x: number; share: number }[];
  rows: readonly OptionRow[];
}

const PITCH = 8;
const PADDING = 4;
const GAP = 8;
const LINE = 17;
const AXIS = 22;
/** Room for the last tick's text and for a shape that sits on the right edge. */
const RIGHT = 18;
/** Below this width labels stand above their bars, not beside them. */
const BESIDE_FROM = 340;

/** Upper end of the share axis: the next tenth above the largest share shown. */
export function shareLimit(distributions: readonly Distribution[]): number {
  const largest = Math.max(0, ...distributions.flat());
  return Math.min(1, Math.max(0.2, Math.ceil(largest * 10 - 1e-9) / 10));
}

/** Geometry of one question's chart in pixels: a band per option, shared share axis below. */
export function layoutAnswerBars(input: AnswerBarsInput): AnswerBarsLayout {
  const { options, answers, survey, width, measure } = input;
  const beside = width >= BESIDE_FROM;
  const widest = Math.max(...options.map(measure));
  const labelWidth = beside ? Math.min(Math.ceil(widest) + 2, width * 0.4) : width;
  const plotLeft = beside ? labelWidth + 10 : 1;
  const limit = shareLimit([
    ...answers.map((each) => each.distribution),
    ...(survey ? [survey] : [])
  ]);
  const x = scaleLinear([0, limit], [plotLeft, width - RIGHT]);
  const band = Math.max(1, answers.length) * PITCH + 2 * PADDING;

  let top = 2;
  const rows = options.map((option, index): OptionRow => {
    const lines = wrapText(option, labelWidth, measure, beside ? 3 : 2);
    const labelHeight = lines.length * LINE;
    const height = beside ? Math.max(band, labelHeight) : band;
    const bandTop = beside ? top : top + labelHeight + 2;
    const firstBar = bandTop + (height - answers.length * PITCH) / 2 + PITCH / 2;
    const row: OptionRow = {
      label: beside
        ? {
            lines,
            x: labelWidth,
            y: bandTop + height / 2 - ((lines.length - 1) * LINE) / 2 + 5,
            anchor: 'end'
          }
        : { lines, x: 0, y: top + 13, anchor: 'start' },
      top: bandTop,
      height,
      bars: answers.map((each, place) => ({
        role: each.role,
        hollow: each.hollow ?? false,
        y: firstBar + place * PITCH,
        end: x(each.distribution[index] ?? 0)
      })),
      surveyEnd: survey ? x(survey[index] ?? 0) : null
    };
    top = bandTop + height + GAP;
    return row;
  });

  const plotBottom = top - GAP + 4;
  const shares = x.ticks(4);
  return {
    width,
    height: plotBottom + AXIS,
    plotLeft,
    plotTop: rows[0]?.top ?? 0,
    plotBottom,
    ticks: shares.map((share) => ({ share, x: x(share) })),
    rows
  };
}
