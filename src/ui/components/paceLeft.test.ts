import { describe, expect, it } from 'vitest';
import { PaceLeft } from './paceLeft.ts';

describe('PaceLeft', () => {
  it('says nothing before it has watched a while, then what an even pace leaves', () => {
    const pace = new PaceLeft();
    expect(pace.at(0, 100, 0)).toBeNull();
    expect(pace.at(5, 100, 0.5)).toBeNull();
    expect(pace.at(20, 100, 2)).toBeCloseTo(8, 5);
    expect(pace.at(100, 100, 10)).toBe(0);
  });

  it('does not count what was there at the start', () => {
    const pace = new PaceLeft();
    pace.at(90, 100, 0);
    expect(pace.at(92, 100, 2)).toBeCloseTo(8, 5);
  });

  it('follows a pace that changes', () => {
    const pace = new PaceLeft();
    pace.at(0, 1000, 0);
    for (let at = 1; at <= 30; at++) pace.at(at * 10, 1000, at);
    let left: number | null = null;
    for (let at = 1; at <= 60; at++) left = pace.at(300 + at, 1000, 30 + at);
    // A tenth as fast: 640 pieces at one a second, not at what the mean since the start gives (160).
    expect(left).toBeGreaterThan(400);
    expect(left).toBeLessThan(641);
  });

  it('takes a total that grows, and begins anew where the work did', () => {
    const pace = new PaceLeft();
    pace.at(0, 10, 0);
    expect(pace.at(5, 10, 5)).toBeCloseTo(5, 5);
    expect(pace.at(6, 26, 6)).toBeCloseTo(20, 5);
    expect(pace.at(0, 26, 7)).toBeNull();
  });

  it('has no pace where nothing moves', () => {
    const pace = new PaceLeft();
    pace.at(3, 10, 0);
    expect(pace.at(3, 10, 60)).toBeNull();
  });
});
