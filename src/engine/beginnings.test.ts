import { describe, expect, it } from 'vitest';
import { BEGINNING_TOLERANCE, distance, type Beginning } from './beginnings.ts';

const beginning = (...numbers: number[]): Beginning =>
  new Map([['past_key_values.0.key', { numbers: Float32Array.from(numbers), width: 2 }]]);

describe('the distance of two devices', () => {
  it('is nothing where they agree', () => {
    expect(distance(beginning(1, 2, 3, 4), beginning(1, 2, 3, 4))).toBe(0);
  });

  it('is the worst row’s, in parts of all rows', () => {
    // Rows of length 1 and 3 (root mean square), together root 5; the second is off by 1.
    const found = distance(beginning(1, 1, 3, 4), beginning(1, 1, 3, 3));
    expect(found).toBeCloseTo(Math.SQRT1_2 / Math.sqrt(5), 6);
  });

  it('sees one wrong row among many', () => {
    const right = Array.from({ length: 2000 }, (_, at) => Math.sin(at));
    const wrong = right.map((number, at) => (at === 777 || at === 778 ? 0 : number));
    expect(distance(beginning(...wrong), beginning(...right))).toBeGreaterThan(BEGINNING_TOLERANCE);
  });

  it('is endless where numbers are missing or are none', () => {
    expect(distance(beginning(1, NaN), beginning(1, 2))).toBe(Infinity);
    expect(distance(beginning(1), beginning(1, 2))).toBe(Infinity);
    expect(distance(new Map(), beginning(1, 2))).toBe(Infinity);
  });
});
