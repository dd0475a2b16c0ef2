import { describe, expect, it } from 'vitest';
import { byPercentile, layoutMatrix, nextCell, rangeOf } from './pointingMatrix.ts';

describe('the matrix', () => {
  it('shows both matrices on a desk, one on a tablet, strips on a phone; cells shrink', () => {
    const desk = layoutMatrix(10, 120, 1000);
    expect(desk?.cell).toBe(38);
    expect(desk?.left.similarity).not.toBeNull();
    const last = (desk?.left.similarity ?? 0) + 10 * (desk?.small ?? 0);
    expect(last).toBeLessThanOrEqual(1000);
    expect(layoutMatrix(10, 120, 560)?.left.similarity).toBeNull();
    expect(layoutMatrix(10, 120, 330)).toBeNull();
    expect(layoutMatrix(29, 120, 1000)).toMatchObject({ cell: 25, turned: true });
  });

  it('stays inside its width for any number of countries', () => {
    for (const count of [1, 2, 5, 20, 40, 92]) {
      for (const width of [320, 700, 1100]) {
        const layout = layoutMatrix(count, 120, width);
        if (!layout) continue;
        const { left, small } = layout;
        const end =
          left.similarity === null ? left.percentile + 118 : left.similarity + small * count;
        expect(end).toBeLessThanOrEqual(width);
      }
    }
  });

  it('is ordered by own percentile, rows and columns alike', () => {
    const rows = byPercentile([
      { code: 'A', name: 'A', percentile: 0.2, cosine: [1, 2], similarity: [5, 6] },
      { code: 'B', name: 'B', percentile: 0.9, cosine: [3, 4], similarity: [7, 8] }
    ]);
    expect(rows.map(({ code }) => code)).toEqual(['B', 'A']);
    expect(rows.map(({ cosine }) => cosine)).toEqual([
      [4, 3],
      [2, 1]
    ]);
    expect(rows[0]?.similarity).toEqual([8, 7]);
  });

  it('is walked by arrow keys and ends at its edges', () => {
    expect(nextCell([1, 1], 'ArrowUp', 3)).toEqual([0, 1]);
    expect(nextCell([0, 1], 'ArrowUp', 3)).toBeNull();
    expect(nextCell([1, 2], 'Home', 3)).toEqual([1, 0]);
    expect(nextCell([1, 0], 'End', 3)).toEqual([1, 2]);
    expect(nextCell([1, 1], 'a', 3)).toBeNull();
  });

  it('knows the range of what is known', () => {
    expect(rangeOf([[NaN, 2], [1]])).toEqual([1, 2]);
    expect(rangeOf([[NaN]])).toBeNull();
  });
});
