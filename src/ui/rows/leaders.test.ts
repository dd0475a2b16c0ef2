import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layLeaders, placeLetters } from './leaders.ts';

const WIDTH = 282;
const anyNames = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: WIDTH, noNaN: true }),
    width: fc.integer({ min: 20, max: 75 })
  }),
  { maxLength: 14 }
);

test('names that have room stand over their marks', () => {
  const names = [
    { at: 200, width: 40 },
    { at: 60, width: 40 }
  ];
  expect(layLeaders(names, WIDTH)).toEqual([
    { x: 200, lane: 0 },
    { x: 60, lane: 0 }
  ]);
});

test('names of marks in one place stand to both sides of it, those at the ends inside the plot', () => {
  const two = layLeaders(
    [
      { at: 100, width: 40 },
      { at: 100, width: 40 }
    ],
    WIDTH
  );
  expect(two.map(({ x }) => x)).toEqual([76.5, 123.5]);
  const ends = layLeaders(
    [
      { at: 0, width: 60 },
      { at: WIDTH, width: 60 }
    ],
    WIDTH
  );
  expect(ends.map(({ x }) => x)).toEqual([22, WIDTH - 22]);
});

test('any names: in the marks’ order, without overlap, inside the plot, on as few lines as they need', () => {
  fc.assert(
    fc.property(anyNames, (names) => {
      const placed = layLeaders(names, WIDTH, 8);
      expect(placed).toHaveLength(names.length);
      const boxes = names.map(({ at, width }, k) => ({ at, width, ...placed[k]! }));
      for (const lane of new Set(boxes.map((box) => box.lane))) {
        const row = boxes.filter((box) => box.lane === lane).sort((a, b) => a.x - b.x);
        row.forEach(({ x, width, at }, k) => {
          expect(x - width / 2).toBeGreaterThanOrEqual(-8 - 1e-6);
          expect(x + width / 2).toBeLessThanOrEqual(WIDTH + 8 + 1e-6);
          const next = row[k + 1];
          if (!next) return;
          expect(next.at).toBeGreaterThanOrEqual(at);
          expect(next.x - x).toBeGreaterThanOrEqual((width + next.width) / 2 + 7 - 1e-6);
        });
      }
    })
  );
});

test('no leader runs through a name where names can be spread otherwise', () => {
  // A narrow plot: the last name's leader would go down through the long one below it, in turns.
  const names = [
    { at: 0, width: 30 },
    { at: 100, width: 80 },
    { at: 166, width: 140 },
    { at: 174, width: 42 }
  ];
  const placed = layLeaders(names, 276, 3);
  names.forEach(({ at }, k) =>
    names.forEach(({ width }, other) => {
      const [upper, lower] = [placed[k]!, placed[other]!];
      if (upper.lane <= lower.lane) return;
      // From 18 px a line, the leader's top, to its foot: where it passes the lower name's middle.
      const passed = (27 + 18 * lower.lane) / (19 + 18 * upper.lane);
      const x = at + (upper.x - at) * passed;
      expect(Math.abs(x - lower.x)).toBeGreaterThan(width / 2);
    })
  );
});

test('letters alternate where marks are nearer than 14 px, and never overlap', () => {
  expect(placeLetters([50, 10, 55])).toEqual([
    { side: 'above', line: 0 },
    { side: 'above', line: 0 },
    { side: 'below', line: 0 }
  ]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 282, noNaN: true }), { maxLength: 4 }), (at) => {
      const placed = placeLetters(at);
      at.forEach((a, k) =>
        at.slice(k + 1).forEach((b, l) => {
          const [one, other] = [placed[k], placed[k + 1 + l]];
          if (one?.side === other?.side && one?.line === other?.line) {
            expect(Math.abs(a - b)).toBeGreaterThanOrEqual(14);
          }
        })
      );
    })
  );
});
