import { expect, test } from 'vitest';
import { letterAt, plotHeights } from './plotHeights.ts';

const above = { side: 'above', line: 0 } as const;
const below = { side: 'below', line: 0 } as const;

test('the design’s measures: plain, named, with letters', () => {
  expect(plotHeights('hover', [], 1)).toMatchObject({ axis: 16, height: 34 });
  const named = plotHeights('shown', [], 1);
  expect(named).toMatchObject({ axis: 54, names: { text: 14, from: 19, to: 38 } });
  expect(plotHeights('none', [above], 0)).toMatchObject({ axis: 40, height: 58 });
  expect(letterAt(40, above)).toBe(27);
});

test('letters below and names on several lines make room for themselves', () => {
  expect(plotHeights('none', [above, below], 0).height).toBe(72);
  expect(plotHeights('shown', [], 3)).toMatchObject({ axis: 90, names: { text: 50 } });
  const both = plotHeights('shown', [above], 1);
  expect(both.names.text - 12).toBeGreaterThanOrEqual(0);
  expect(both.names.to).toBeLessThan(letterAt(both.axis, above) - 10);
});
