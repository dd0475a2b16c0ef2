import { expect, it } from 'vitest';
import { layoutSpecificity, type SpecificityMark } from './specificityRows.ts';

const measure = (text: string) => text.length * 7;
const counts = Array.from({ length: 200 }, (_, k) =>
  Math.round(1000 * Math.exp(-(((k - 100) / 18) ** 2)))
);
const mark = (over: Partial<SpecificityMark> = {}): SpecificityMark => ({
  ...{ id: 'a', group: 'Model', label: 'pictures', role: 'picture', value: 0.5, clear: false },
  ...{ counts, found: { from: 0.75, words: 'found only from 75 up' } },
  lines: [
    { interval: [0.35, 0.6], name: 'over 60 questions' },
    { interval: [0.4, 0.62], name: 'over 20 pictures' }
  ],
  numbers: ['50', 'p 0.49', '35 to 60'],
  ...over
});

it.each([300, 1000])('everything stays inside a width of %i, rows below each other', (width) => {
  const layout = layoutSpecificity(
    [mark(), mark({ id: 'b', group: '' }), mark({ id: 'c' })],
    width,
    measure
  );
  layout.rows.forEach((row, k) => {
    const words = measure(row.found?.words ?? '');
    const x = row.found?.x ?? 0;
    const [from, to] = row.found?.anchor === 'end' ? [x - words, x] : [x, x + words];
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(width);
    expect(row.lines).toHaveLength(2);
    for (const line of row.lines) {
      expect(line.from).toBeGreaterThanOrEqual(layout.plot.left);
      expect(line.to).toBeLessThanOrEqual(layout.plot.right);
      expect(line.name === null).toBe(k > 0);
      if (!line.name) continue;
      // Beside its line or below it, never on it.
      const { anchor, y } = line.name;
      const begin = line.name.x - (anchor === 'end' ? measure(line.name.text) : 0);
      const aside = begin >= line.to || begin + measure(line.name.text) <= line.from;
      expect(aside || y > line.y + 14).toBe(true);
    }
    const next = layout.rows[k + 1];
    if (next) expect(next.axisY - 26).toBeGreaterThan(row.lines.at(-1)?.y ?? 0);
  });
  expect(layout.rows.map(({ ruleY }) => ruleY === null)).toEqual([true, true, false]);
  expect(layout.footY).toBeLessThan(layout.height);
});

it('words that would meet the lines move below them', () => {
  const [row] = layoutSpecificity(
    [mark({ lines: [{ interval: [0.4, 0.9], name: 'over 60 questions' }] })],
    1000,
    measure
  ).rows;
  expect(row?.found?.y).toBeGreaterThan(row?.lines[0]?.y ?? Infinity);
});

it('without a test there is no density, without an interval no line', () => {
  const [row] = layoutSpecificity(
    [mark({ counts: [], found: null, lines: [{ interval: null, name: 'over 4 questions' }] })],
    500,
    measure
  ).rows;
  expect(row).toMatchObject({ density: '', found: null, lines: [] });
});
