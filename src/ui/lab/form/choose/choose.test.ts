import { describe, expect, it } from 'vitest';
import { foundGroups } from './chooserGroups.ts';
import { moveInList } from './moveInList.ts';
import { panelPlace } from './panelPlace.ts';
import { typeAhead } from './typeAhead.ts';

describe('typeAhead', () => {
  const flags = ['Flag of Kenya', 'Flag of Mexico', 'Kimono', 'Flag of South Korea'];

  it('prefers labels that begin so, else words that do', () => {
    expect(typeAhead(flags, 'k', -1)).toBe(2);
    expect(typeAhead(flags, 'me', -1)).toBe(1);
    expect(typeAhead(flags, 'kor', 2)).toBe(3);
    expect(typeAhead(flags, 'x', 0)).toBe(-1);
    expect(typeAhead(flags, ' ', 0)).toBe(-1);
  });

  it('walks on with one letter again and again, and stays with a word that still fits', () => {
    const names = ['Kenya', 'Kiribati', 'Kuwait'];
    expect(typeAhead(names, 'k', 0)).toBe(1);
    expect(typeAhead(names, 'kk', 1)).toBe(2);
    expect(typeAhead(names, 'k', 2)).toBe(0);
    expect(typeAhead(names, 'ku', 2)).toBe(2);
  });

  it('knows letters without their accents', () => {
    expect(typeAhead(['Chile', 'Türkiye', 'Österreich'], 'ost', 0)).toBe(2);
  });
});

describe('moveInList', () => {
  const list = [0, 1, 2].map((y) => ({ x: 0, y: y * 30 }));
  /** Three and two. */
  const grid = [
    ...[0, 1, 2].map((x) => ({ x: x * 60, y: 0 })),
    ...[0, 1].map((x) => ({ x: x * 60, y: 40 }))
  ];

  it('goes up and down a list, and stops at its ends', () => {
    expect(moveInList(list, 0, 'ArrowDown', 1)).toBe(1);
    expect(moveInList(list, 2, 'ArrowDown', 1)).toBe(2);
    expect(moveInList(list, 0, 'ArrowUp', 1)).toBe(0);
    expect(moveInList(list, -1, 'ArrowDown', 1)).toBe(0);
    expect(moveInList(list, -1, 'ArrowUp', 1)).toBe(2);
    expect([moveInList(list, 1, 'Home', 1), moveInList(list, 1, 'End', 1)]).toEqual([0, 2]);
    expect(moveInList(list, 1, 'a', 1)).toBeNull();
  });

  it('goes by rows among thumbnails, to the nearest where a row is short', () => {
    expect(moveInList(grid, 1, 'ArrowDown', 1)).toBe(4);
    expect(moveInList(grid, 2, 'ArrowDown', 1)).toBe(4);
    expect(moveInList(grid, 3, 'ArrowUp', 1)).toBe(0);
    expect(moveInList(grid, 2, 'ArrowRight', 1)).toBe(3);
    expect(moveInList(grid, 2, 'ArrowRight', -1)).toBe(1);
  });
});

describe('panelPlace', () => {
  const room = { width: 360, height: 740 };
  const button = (left: number, top: number) => ({
    ...{ left, top, right: left + 100, bottom: top + 38 }
  });

  it('opens below its button and stays inside the window', () => {
    const place = panelPlace(button(200, 100), room, 320, false);
    expect(place).toEqual({ left: 32, width: 320, maxHeight: 590, top: 142, bottom: null });
    expect(panelPlace(button(20, 100), room, 900, false)).toMatchObject({ left: 8, width: 344 });
    expect(panelPlace(button(100, 100), room, 150, true).left).toBe(50);
  });

  it('opens above where there is more room', () => {
    const place = panelPlace(button(20, 600), room, 320, false);
    expect(place).toMatchObject({ top: null, bottom: 144, maxHeight: 588 });
  });
});

describe('foundGroups', () => {
  it('keeps the groups that hold what is looked for', () => {
    const groups = [
      { title: 'Asia', options: [{ value: 'KOR', label: 'South Korea' }] },
      { title: 'Africa', options: [{ value: 'KEN', label: 'Kenya', note: '2021' }] }
    ];
    expect(foundGroups(groups, 'korea so')).toEqual([groups[0]]);
    expect(foundGroups(groups, '2021')).toEqual([groups[1]]);
    expect(foundGroups(groups, '')).toEqual(groups);
  });
});
