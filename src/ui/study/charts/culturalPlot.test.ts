import { describe, expect, it } from 'vitest';
import { layoutCulturalPlot, type PlotPoint } from './culturalPlot.ts';

const point = (x: number, y: number, more: Partial<PlotPoint> = {}): PlotPoint => ({
  ...{ id: `${x},${y}`, x, y, role: 'survey', label: '', short: null, ellipse: null },
  strong: false,
  ...more
});
const corners = [point(-2, -1), point(2, 1)];
const leaning = { major: 1.5, minor: 0.4, angle: 2 };

describe('layoutCulturalPlot', () => {
  it('keeps the whole ellipse of a point looked at inside', () => {
    const layout = layoutCulturalPlot(
      [point(1, 2, { ellipse: leaning, strong: true }), ...corners],
      700
    );
    const { x, y, ellipse } = layout.points[0]!;
    const turn = (ellipse!.turn * Math.PI) / 180;
    for (let step = 0; step < 60; step++) {
      const [a, b] = [ellipse!.rx * Math.cos(step), ellipse!.ry * Math.sin(step)];
      const at = [
        x + a * Math.cos(turn) - b * Math.sin(turn),
        y + a * Math.sin(turn) + b * Math.cos(turn)
      ] as const;
      expect(at[0]).toBeGreaterThan(0);
      expect(at[0]).toBeLessThan(layout.width);
      expect(at[1]).toBeGreaterThan(0);
      expect(at[1]).toBeLessThan(layout.height);
    }
  });

  it('lets neither a faint nor a huge ellipse press the countries together', () => {
    const apart = (ellipse: PlotPoint['ellipse'], strong: boolean) => {
      const { points } = layoutCulturalPlot([point(0, 0, { ellipse, strong }), ...corners], 700);
      return points[2]!.x - points[1]!.x;
    };
    const plain = apart(null, false);
    expect(apart({ ...leaning, major: 3 }, false)).toBe(plain);
    expect(apart({ ...leaning, major: 1e6 }, true)).toBeGreaterThan(plain * 0.4);
  });
});
