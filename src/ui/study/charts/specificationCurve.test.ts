import { describe, expect, test } from 'vitest';
import { layoutSpecificationCurve, type CurveLevel } from './specificationCurve.ts';

const level = (change: Partial<CurveLevel>): CurveLevel => ({
  ...{ id: 'a', group: null, label: 'others', value: '62', own: false, at: [0] },
  ...change
});
const input = {
  effects: [0.4, 0.5, 0.7],
  line: 0.5,
  levels: [
    level({ group: 'Control', at: [1, 2] }),
    level({ id: 'b', label: 'a control with a rather long name indeed', at: [0] })
  ],
  measure: (text: string) => text.length * 7
};

describe.each([1000, 360])('at %i pixels', (width) => {
  const layout = layoutSpecificationCurve({ ...input, width });

  test('dots go from left to right and larger effects lie higher', () => {
    const [a, b, c] = layout.dots;
    expect([a, b, c].map((dot) => dot?.x)).toEqual(
      [a, b, c].map((dot) => dot?.x ?? 0).toSorted((left, right) => left - right)
    );
    expect(a?.y).toBeGreaterThan(b?.y ?? Infinity);
    expect(layout.lineY).toBe(b?.y);
  });

  test('ticks stand below the dots that they belong to', () => {
    expect(layout.rows[0]?.ticks).toEqual([layout.dots[1]?.x, layout.dots[2]?.x]);
    expect(layout.rows[1]?.ticks).toEqual([layout.dots[0]?.x]);
  });

  test('nothing lies outside, and no label runs into the ticks or the number', () => {
    for (const { label, value, ticks, y, level: own } of layout.rows) {
      const size = input.measure(label.text);
      const end = label.anchor === 'end' ? label.x : label.x + size;
      expect(end - size).toBeGreaterThanOrEqual(0);
      const beside = label.y > y;
      if (beside) expect(end).toBeLessThan(Math.min(...ticks));
      else expect(end).toBeLessThanOrEqual(value.x - input.measure(own.value));
      expect(value.x).toBeLessThanOrEqual(width);
    }
    expect(layout.height).toBeGreaterThan(layout.rows.at(-1)?.y ?? Infinity);
  });
});
