import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pace } from './pace.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first call runs at once, the next after the pause with the newest input', () => {
  const seen: number[] = [];
  const paced = pace((input: number) => seen.push(input));
  paced(1, 1000);
  paced(2, 1000);
  paced(3, 1000);
  expect(seen).toEqual([1]);
  vi.advanceTimersByTime(1000);
  expect(seen).toEqual([1, 3]);
});

test('a pause of 0 overtakes what waits, and stop drops it', () => {
  const seen: number[] = [];
  const paced = pace((input: number) => seen.push(input));
  paced(1, 1000);
  paced(2, 1000);
  paced(3, 0);
  paced(4, 1000);
  paced.stop();
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual([1, 3]);
});
