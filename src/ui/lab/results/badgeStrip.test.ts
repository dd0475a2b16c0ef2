import { expect, test } from 'vitest';
import type { LabBadges } from '../../../core/study/sentences/labBadges.ts';
import { badgeStrip, STRIP } from './badgeStrip.ts';

const badges = (parts: Partial<LabBadges>): LabBadges => ({
  ...{ blank: null, points: null, name: null },
  ...parts
});
const count = (beyond: number, known: number) =>
  badgeStrip('blank', badges({ blank: { what: 'count', beyond, known } }), null);

test('a mark an answer, of many answers a share', () => {
  expect(count(3, 12)).toMatchObject({ what: 'marks', on: 3 });
  const marks = count(1, 20);
  if (marks?.what !== 'marks') throw new Error('no marks');
  expect(Math.max(...marks.xs) + marks.reach).toBeLessThanOrEqual(STRIP);
  expect(count(129, 258)).toMatchObject({ what: 'share', to: STRIP / 2 });
});

test('a place lies between first and last, chance in the middle', () => {
  const at = (rank: number) => {
    const points = { what: 'place', rank, of: 92, byChance: 46 } as const;
    const strip = badgeStrip('points', badges({ points }), null);
    return strip?.what === 'place' ? strip.x : NaN;
  };
  expect([at(1), at(92)]).toEqual([1, STRIP - 1]);
  expect(at(46)).toBeLessThan(STRIP / 2);
  expect(badgeStrip('points', badges({ points: { what: 'gap', gap: 'few' } }), null)).toBeNull();
});

test('an interval around zero in the middle', () => {
  const name = { what: 'chance', needs: 0.07 } as const;
  const strip = badgeStrip('name', badges({ name }), { mean: 0.01, interval: [-0.04, 0.06] });
  if (strip?.what !== 'interval') throw new Error('no interval');
  expect(strip.zero).toBe(STRIP / 2);
  expect(strip.low).toBeLessThan(strip.zero);
  expect(strip.x).toBeGreaterThan(strip.zero);
  expect(strip.high).toBeLessThan(STRIP);
  expect(badgeStrip('name', badges({ name }), { mean: 0, interval: null })).toBeNull();
});
