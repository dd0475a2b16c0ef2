import type { Question } from '../../core/survey/types.ts';
import { shareLimit } from '../charts/answerBars.ts';
import { shorten, type Measure } from '../charts/text.ts';
import { layoutKey, type KeyLayout } from './optionKey.ts';
import type { ShareRow } from './stackedRows.ts';
import { toneOf, type Tone } from './tone.ts';

interface Column {
  option: number;
  tone: Tone;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Top of the reference's share; null without one. */
  referenceY: number | null;
}

interface Panel {
  id: string;
  name: string;
  label: string;
  x: number;
  y: number;
  width: number;
  baseline: number;
  columns: readonly Column[];
  /** Codes below the columns. */
  codes: readonly { x: number; code: number }[];
  missing: boolean;
}

export interface PanelsLayout {
  key: KeyLayout;
  width: number;
  height: number;
  panels: readonly Panel[];
  /** The share axis, the same in every panel. */
  limit: number;
  plotHeight: number;
}

const HEAD = 38;
const PLOT = 92;
const FOOT = 20;
const GUTTER = 20;
/** Room for the codes below the columns, two to five of them or more. */
const NARROWEST = { few: 104, many: 132 };
/** Columns as wide as a panel would look like blocks, not like a distribution. */
const WIDEST_COLUMN = 34;

/** Geometry of one small column chart per country, all on one share axis, in pixels. */
export function layoutPanels(
  question: Question,
  rows: readonly ShareRow[],
  width: number,
  measure: Measure
): PanelsLayout {
  const key = layoutKey(question, width, measure);
  const shown = rows.filter(({ reference }) => !reference);
  const reference = rows.find((row) => row.reference)?.distribution ?? null;
  const limit = shareLimit(
    rows.flatMap(({ distribution }) => (distribution ? [distribution] : []))
  );
  const count = question.codes.length;
  const narrowest = count > 5 ? NARROWEST.many : NARROWEST.few;
  const across = Math.max(1, Math.floor((width + GUTTER) / (narrowest + GUTTER)));
  const panelWidth = (width - (across - 1) * GUTTER) / across;
  const pitch = Math.min(panelWidth / count, WIDEST_COLUMN + 4);
  // Where not every code has room, each second one or fewer does; the first always.
  const widest = Math.max(...question.codes.map((code) => measure(String(code)))) + 3;
  const every = Math.ceil(widest / pitch);
  const barWidth = Math.max(2, pitch - Math.min(4, pitch * 0.2));
  const top = key.height + 12;

  const panels = shown.map(({ id, name, distribution }, place): Panel => {
    const x = (place % across) * (panelWidth + GUTTER);
    const y = top + Math.floor(place / across) * (HEAD + PLOT + FOOT + GUTTER);
    const baseline = y + HEAD + PLOT;
    const heightOf = (share: number) => (share / limit) * PLOT;
    return {
      id,
      name,
      label: shorten(name, panelWidth, measure),
      x,
      y,
      width: panelWidth,
      baseline,
      missing: distribution === null,
      columns: (distribution ?? []).map((share, option) => ({
        option,
        tone: toneOf(question, option),
        x: x + option * pitch,
        y: baseline - heightOf(share),
        width: barWidth,
        height: heightOf(share),
        referenceY: reference ? baseline - heightOf(reference[option] ?? 0) : null
      })),
      codes: question.codes.flatMap((code, option) =>
        option % every === 0 ? [{ x: x + option * pitch + barWidth / 2, code }] : []
      )
    };
  });
  const lines = Math.ceil(shown.length / across);
  return {
    key,
    width,
    height: top + lines * (HEAD + PLOT + FOOT + GUTTER) - GUTTER,
    panels,
    limit,
    plotHeight: PLOT
  };
}
