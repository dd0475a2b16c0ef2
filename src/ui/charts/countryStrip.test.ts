import { expect, test } from 'vitest';
import { layoutStrip } from './countryStrip.ts';

const of = (cosines: Record<string, number>) =>
  Object.entries(cosines).map(([code, cosine]) => ({ code, name: code, cosine }));

test('countries are ranked by cosine, around 0 in the middle; unknown ones are left out', () => {
  const { ticks, own, reach } = layoutStrip(of({ A: 0.1, B: -0.4, C: 0.2, D: NaN }), 'A');
  expect(ticks.map(({ code }) => code)).toEqual(['C', 'A', 'B']);
  expect(ticks.map(({ share }) => share)).toEqual([0.75, 0.625, 0]);
  expect(own).toMatchObject({ code: 'A', rank: 2 });
  expect(reach).toBe(0.4);
});

test('ties share the better place; without an own country nothing is marked', () => {
  expect(layoutStrip(of({ A: 0.3, B: 0.3, C: 0 }), 'B').own?.rank).toBe(1);
  expect(layoutStrip(of({ A: 0.3 }), null).own).toBeNull();
  expect(layoutStrip(of({ A: NaN }), 'A').own).toBeNull();
});

test('weak pointing is not blown up to the whole axis', () => {
  expect(layoutStrip(of({ A: 0.01 }), 'A').own?.share).toBeCloseTo(0.55);
});
