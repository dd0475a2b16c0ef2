/** Small symmetric matrices, row by row: enough algebra for a map of ten items. */
export type Matrix = readonly (readonly number[])[];

/** Eigenvalues, largest first, with their unit eigenvectors (Jacobi's rotations). */
export function symmetricEigen(matrix: Matrix): { value: number; vector: number[] }[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  const at = (m: number[][], i: number, j: number) => (m[i] as number[])[j] as number;
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += at(a, i, j) ** 2;
    if (off < 1e-26) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (at(a, p, q) === 0) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotate(a, vectors, p, q, c, t * c);
      }
    }
  }
  return a
    .map((row, i) => ({ value: row[i] as number, vector: vectors.map((v) => v[i] as number) }))
    .sort((x, y) => y.value - x.value);
}

function rotate(a: number[][], v: number[][], p: number, q: number, c: number, s: number): void {
  const turn = (row: number[]) => {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  };
  a.forEach(turn);
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  for (let k = 0; k < rowP.length; k++) {
    const [x, y] = [rowP[k] as number, rowQ[k] as number];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
  v.forEach(turn);
}

/**
 * Solves matrix * x = right for each column of `right` (Gauss with pivoting); null where the matrix
 * is singular.
 */
export function solve(matrix: Matrix, right: Matrix): number[][] | null {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...(right[i] as readonly number[])]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    }
    const lead = rows[pivot] as number[];
    if (Math.abs(lead[column] as number) < 1e-10) return null;
    rows[pivot] = rows[column] as number[];
    rows[column] = lead;
    for (let i = 0; i < n; i++) {
      const row = rows[i] as number[];
      if (i === column) continue;
      const factor = (row[column] as number) / (lead[column] as number);
      for (let k = column; k < row.length; k++) {
        row[k] = (row[k] as number) - factor * (lead[k] as number);
      }
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / (row[i] as number)));
}
