import { expect, test } from 'vitest';
import { flagMovePlaces } from './flagMovePlaces.ts';
import facts from './landingFacts.json';

const at = (move: Partial<typeof facts.flag>) => flagMovePlaces({ ...facts.flag, ...move });

test('pictures stand apart, in the order of their marks', () => {
  const towardsFirst = at({ blank: 0.4, shown: 0.2 });
  const towardsLast = at({ blank: 0.2, shown: 0.4 });
  expect(towardsFirst.above.flag).toBeLessThan(towardsFirst.above.blank);
  expect(towardsLast.above).toEqual({
    blank: towardsFirst.above.flag,
    flag: towardsFirst.above.blank
  });
});

test('the band ends where the scale does', () => {
  expect(at({ blank: 0.5, reach: 0.125 }).band).toEqual({ from: 37.5, width: 25 });
  expect(at({ blank: 0, reach: 0.25 }).band).toEqual({ from: 0, width: 25 });
  expect(at({ blank: 1, reach: 0.25 }).band).toEqual({ from: 75, width: 25 });
});

test("the people's name stays inside the drawing", () => {
  const anchors = [0, 0.5, 1].map((people) => at({ people }).nameAnchor);
  expect(anchors).toEqual(['start', 'middle', 'end']);
});
