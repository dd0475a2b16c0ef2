/** A country's cues: towards each country of the matrix, in the order of the rows. */
export interface MatrixRow {
  code: string;
  name: string;
  /** Own-country percentile, in [0, 1]. */
  percentile: number;
  /** NaN where unknown. */
  cosine: readonly number[];
  similarity: readonly number[];
}

export interface MatrixLayout {
  width: number;
  height: number;
  /** Where rows begin. */
  top: number;
  cell: number;
  /** Column heads stand on end where cells are narrow. */
  turned: boolean;
  left: { matrix: number; percentile: number; similarity: number | null };
  /** Of the matrix of similarities. */
  small: number;
}

const [PERCENTILE, GAP] = [118, 20];
/** Narrower cells tell nothing of size: then each row becomes a strip. */
const LEAST_CELL = 18;
const [MOST_CELL, LEAST_SMALL, MOST_SMALL] = [38, 11, 22];

/** Room for both matrices, else for that of pointing alone; null where not even this has room. */
export function layoutMatrix(count: number, labels: number, width: number): MatrixLayout | null {
  const room = width - labels - PERCENTILE - GAP;
  const both = (room - GAP) / count >= LEAST_CELL + LEAST_SMALL + 6;
  const cell = Math.min(MOST_CELL, Math.floor(both ? ((room - GAP) * 0.63) / count : room / count));
  if (cell < LEAST_CELL) return null;
  const turned = cell < 30;
  const top = turned ? 78 : 64;
  const percentile = labels + cell * count + GAP;
  const similarity = both ? percentile + PERCENTILE + GAP : null;
  const small = Math.min(MOST_SMALL, Math.floor((width - (similarity ?? 0)) / count));
  return {
    ...{ width, top, cell, turned, small, height: top + count * cell + 4 },
    left: { matrix: labels, percentile, similarity }
  };
}

/** Rows and columns by own percentile, from full to empty; the numbers move with their country. */
export function byPercentile(rows: readonly MatrixRow[]): MatrixRow[] {
  const order = rows
    .map((_, k) => k)
    .sort((a, b) => (rows[b]?.percentile ?? 0) - (rows[a]?.percentile ?? 0));
  const moved = (values: readonly number[]) => order.map((k) => values[k] ?? NaN);
  return order.flatMap((k) => {
    const row = rows[k];
    return row ? [{ ...row, cosine: moved(row.cosine), similarity: moved(row.similarity) }] : [];
  });
}

/** Smallest and largest known value of a matrix; null for none. */
export function rangeOf(rows: readonly (readonly number[])[]): [number, number] | null {
  const known = rows.flat().filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : [Math.min(...known), Math.max(...known)];
}

/** The cell that an arrow key leads to; null for any other key and at the edge. */
export function nextCell(
  [row, column]: readonly [number, number],
  key: string,
  count: number
): [number, number] | null {
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -column],
    End: [0, count - 1 - column]
  };
  const step = steps[key];
  if (!step) return null;
  const next: [number, number] = [row + step[0], column + step[1]];
  return next.every((at) => at >= 0 && at < count) ? next : null;
}
