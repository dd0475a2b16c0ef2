import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutIntervalDots, type IntervalRow } from './intervalDots.ts';

const measure = (text: string) => text.length * 6.5;

function row(label: string, mean: number, half: number | null): IntervalRow {
  return {
    id: label,
    role: 'country',
    label,
    mean,
    interval: half === null ? null : [mean - half, mean + half],
    value: mean.toFixed(3)
  };
}

describe('layoutIntervalDots', () => {
  test('one question has a dot and no line', () => {
    const layout = layoutIntervalDots({
      rows: [row('Picture', 0.8, null)],
      reference: null,
      width: 600,
      measure
    });
    expect(layout.rows[0]).toMatchObject({ low: null, high: null });
  });

  test('the axis of a similarity ends at 1', () => {
    const rows = [row('Switzerland', 0.99, 0.005), row('Name', 0.6, 0.1)];
    const layout = layoutIntervalDots({ rows, reference: null, limit: 1, width: 600, measure });
    expect(layout.ticks.at(-1)?.value).toBeLessThanOrEqual(1);
    for (const { high } of layout.rows) expect(high).toBeLessThanOrEqual(600);
  });

  test('without rows the axis still stands', () => {
    const layout = layoutIntervalDots({ rows: [], reference: null, width: 600, measure });
    expect(layout.ticks.length).toBeGreaterThan(1);
  });

  test('intervals hold their mean and everything stays inside, at any width', () => {
    const rows = fc.array(
      fc.tuple(
        fc.lorem({ maxCount: 5 }),
        fc.float({ min: -1, max: 1, noNaN: true }),
        fc.float({ min: 0, max: 0.5, noNaN: true })
      ),
      { minLength: 1, maxLength: 12 }
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 260, max: 1000 }), (list, width) => {
        const layout = layoutIntervalDots({
          rows: list.map(([label, mean, half]) => row(label, mean, half)),
          reference: 0,
          width,
          measure
        });
        for (const each of layout.rows) {
          expect(each.low).toBeLessThanOrEqual(each.x + 1e-6);
          expect(each.high).toBeGreaterThanOrEqual(each.x - 1e-6);
          expect(each.low).toBeGreaterThanOrEqual(0);
          expect(each.high).toBeLessThanOrEqual(width);
          expect(measure(each.label.text)).toBeLessThanOrEqual(width);
        }
      })
    );
  });
});
