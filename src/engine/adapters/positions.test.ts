import { describe, expect, it } from 'vitest';
import { layoutTree } from '../../core/tokens/treeLayout.ts';
import { positionsOf } from './positions.ts';

const P = -200;
const layout = (ids: number[], prefix = 0) =>
  layoutTree(prefix, { nodes: [{ parent: -1, ids }], reads: [], jobs: [] });
const oneAxis = { axes: 1, grid: null, placeholder: P } as const;
const grid = { axes: 3, grid: { rows: 2, columns: 3 }, placeholder: P } as const;

describe('positionsOf', () => {
  it('counts on where there is one axis, as the layout does', () => {
    const tree = {
      nodes: [
        { parent: -1, ids: [1, P, P] },
        { parent: 0, ids: [4, 5] },
        { parent: 0, ids: [6] }
      ],
      reads: [],
      jobs: []
    };
    const forked = layoutTree(7, tree);
    expect(positionsOf(forked, 7, oneAxis).axes).toEqual([forked.positionIds]);
  });

  it('puts a picture on a grid, and text behind its larger side', () => {
    const { axes, next } = positionsOf(layout([1, 2, P, P, P, P, P, P, 3, 4]), 0, grid);
    expect(axes).toEqual([
      [0, 1, 2, 2, 2, 2, 2, 2, 5, 6],
      [0, 1, 2, 2, 2, 3, 3, 3, 5, 6],
      [0, 1, 2, 3, 4, 2, 3, 4, 5, 6]
    ]);
    expect(next).toBe(7);
  });

  it('begins with a picture, and tells two pictures in a row apart', () => {
    const { axes } = positionsOf(layout(new Array<number>(12).fill(P)), 10, grid);
    expect(axes[0]).toEqual([...new Array<number>(6).fill(10), ...new Array<number>(6).fill(13)]);
    expect(axes[2]!.slice(6)).toEqual([13, 14, 15, 13, 14, 15]);
  });

  it('goes on from the place behind the prefix, fork after fork', () => {
    const tree = {
      nodes: [
        { parent: -1, ids: [1, 2] },
        { parent: 0, ids: [3] },
        { parent: 0, ids: [4, 5] }
      ],
      reads: [],
      jobs: []
    };
    const expected = [7, 8, 9, 9, 10];
    // Ten tokens lie before, but the picture among them took fewer positions.
    expect(positionsOf(layoutTree(10, tree), 7, grid).axes).toEqual([expected, expected, expected]);
  });
});
