import type { TreeLayout } from '../../core/tokens/treeLayout.ts';
import type { TokenGrid } from './adapter.ts';

/** Position ids of a sequence, one list per axis, and where the next token would stand. */
export interface Positions {
  axes: number[][];
  next: number;
}

/** What of a model and a picture decides where tokens stand. */
interface PositionRule {
  axes: 1 | 3;
  /** The id of a picture's tokens. */
  placeholder: number;
  /** Of the picture among the tokens; null where there is none. */
  grid: TokenGrid | null;
}

/**
 * Positions of a layout's tokens. On one axis they count on. On three (time, height, width; Wang et
 * al. 2024, Qwen2-VL, section 2.1) the tokens of a picture share one time and stand on a grid, and
 * text goes on behind the grid's larger side, on all axes alike.
 * @param start position behind the prefix, 0 where there is none
 */
export function positionsOf(
  { ids, before }: Pick<TreeLayout, 'ids' | 'before'>,
  start: number,
  { axes: count, grid, placeholder }: PositionRule
): Positions {
  const axes: number[][] = Array.from({ length: count }, () => []);
  /** Per token: where the token behind it stands, and its own place in its picture or -1. */
  const next: number[] = [];
  const places: number[] = [];
  ids.forEach((id, at) => {
    const previous = before[at] as number;
    let here = previous === -1 ? start : (next[previous] as number);
    if (count === 1 || !grid || id !== placeholder) {
      for (const axis of axes) axis.push(here);
      places.push(-1);
      next.push(here + 1);
      return;
    }
    const place = previous === -1 ? 0 : (places[previous] as number) + 1;
    // Behind a picture's token `next` is the picture's own start until the picture is complete.
    const [row, column] = [Math.floor(place / grid.columns), place % grid.columns];
    const [time, height, width] = axes as [number[], number[], number[]];
    time.push(here);
    height.push(here + row);
    width.push(here + column);
    const complete = place === grid.rows * grid.columns - 1;
    if (complete) here += Math.max(grid.rows, grid.columns);
    places.push(complete ? -1 : place);
    next.push(here);
  });
  return { axes, next: next.at(-1) ?? start };
}
