import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutAnswerBars, shareLimit, type AnswerBarsInput } from './answerBars.ts';

const measure = (text: string) => text.length * 6.5;

function input(options: readonly string[], width: number): AnswerBarsInput {
  const even = options.map(() => 1 / options.length);
  return {
    options,
    answers: [
      { role: 'neutral', name: 'No cue', distribution: even },
      { role: 'country', name: 'South Korea', distribution: even },
      { role: 'picture', name: 'flag.png', distribution: even }
    ],
    survey: even,
    width,
    measure
  };
}

describe('shareLimit', () => {
  test('is the next tenth', () => {
    expect(shareLimit([[0.1, 0.26]])).toBe(0.3);
    expect(shareLimit([[0.2, 0.2, 0.2, 0.2, 0.2]])).toBe(0.2);
    expect(shareLimit([[1, 0]])).toBe(1);
    expect(shareLimit([])).toBe(0.2);
  });
});

describe('layoutAnswerBars', () => {
  test('a bar ends where its share stands on the axis', () => {
    const layout = layoutAnswerBars(input(['Yes', 'No'], 600));
    const last = layout.ticks.at(-1);
    const half = layout.plotLeft + (0.5 / (last?.share ?? 0)) * ((last?.x ?? 0) - layout.plotLeft);
    expect(layout.rows[0]?.bars[0]?.end).toBeCloseTo(half, 6);
    expect(layout.rows[1]?.surveyEnd).toBeCloseTo(half, 6);
  });

  test('without survey figures there is no outline', () => {
    const layout = layoutAnswerBars({ ...input(['Yes', 'No'], 600), survey: null });
    expect(layout.rows.every((row) => row.surveyEnd === null)).toBe(true);
  });

  test('bands and labels never overlap and nothing leaves the drawing, at any width', () => {
    const option = fc.lorem({ maxCount: 9 });
    fc.assert(
      fc.property(
        fc.array(option, { minLength: 2, maxLength: 11 }),
        fc.integer({ min: 240, max: 900 }),
        (options, width) => {
          const layout = layoutAnswerBars(input(options, width));
          let bottom = 0;
          for (const row of layout.rows) {
            const labelTop = row.label.y - 11;
            const labelBottom = row.label.y + (row.label.lines.length - 1) * 14 + 3;
            expect(Math.min(labelTop, row.top)).toBeGreaterThanOrEqual(bottom - 3);
            bottom = Math.max(labelBottom, row.top + row.height);
            for (const bar of row.bars) {
              expect(bar.y).toBeGreaterThanOrEqual(row.top);
              expect(bar.y).toBeLessThanOrEqual(row.top + row.height);
              expect(bar.end).toBeLessThanOrEqual(width);
            }
          }
          expect(bottom).toBeLessThanOrEqual(layout.height);
        }
      )
    );
  });
});
