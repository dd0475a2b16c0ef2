import type { Measure } from '../../charts/text.ts';

/** One number of a heatmap; null is missing, which is not zero. */
export interface HeatCell {
  value: number;
  /** Written in the cell. */
  text: string;
  /** Coloured only where it is beyond chance among all cells. */
  certain: boolean;
  /** Not to be told from chance whatever it is: too few questions or pictures. */
  tooFew: boolean;
  /** In words, for the tooltip. */
  title: string;
}

export interface HeatmapInput {
  rows: readonly string[];
  columns: readonly string[];
  width: number;
  measure: Measure;
}

export interface HeatmapLayout {
  width: number;
  height: number;
  left: number;
  top: number;
  cell: { width: number; height: number };
}

const CELL_HEIGHT = 26;
const MIN_CELL = 54;

/** Geometry in pixels; a table of many columns is wider than a phone and scrolls in its frame. */
export function layoutHeatmap({ rows, columns, width, measure }: HeatmapInput): HeatmapLayout {
  const widestRow = Math.max(0, ...rows.map(measure)) * 1.04 + 10;
  const left = Math.min(widestRow, Math.max(130, width * 0.32));
  const cellWidth = Math.max(MIN_CELL, (width - left) / Math.max(1, columns.length));
  // Heads of columns stand on end where they do not fit beside each other.
  const widestColumn = Math.max(0, ...columns.map(measure));
  const top = widestColumn * 1.04 > cellWidth - 4 ? Math.min(widestColumn, 130) * 0.72 + 24 : 24;
  return {
    width: left + cellWidth * columns.length + (top > 24 ? 34 : 0),
    height: top + rows.length * CELL_HEIGHT + 2,
    left,
    top,
    cell: { width: cellWidth, height: CELL_HEIGHT }
  };
}
