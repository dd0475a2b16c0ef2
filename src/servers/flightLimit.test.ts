import { expect, test } from 'vitest';
import { FlightLimit } from './flightLimit.ts';

/** A server that answers `rate(n)` prompts a second when it has n at once; always full. */
function work(
  limit: FlightLimit,
  clock: { ms: number },
  rate: (n: number) => number,
  answers: number
) {
  for (let k = 0; k < answers; k++) {
    clock.ms += 1000 / rate(limit.limit);
    limit.answered(true);
  }
}

function made() {
  const clock = { ms: 0 };
  return { clock, limit: new FlightLimit({ now: () => clock.ms }) };
}

test('grows while the rate grows: to 64 at most', () => {
  const { clock, limit } = made();
  work(limit, clock, (n) => 2 * n ** 0.25, 400);
  expect(limit.limit).toBe(64);
  work(limit, clock, (n) => 2 * n ** 0.25, 4000);
  expect(limit.limit).toBe(64);
});

test('stays where more bring nothing', () => {
  const { clock, limit } = made();
  work(limit, clock, (n) => Math.min(n, 8), 300);
  expect(limit.limit).toBe(8);
  // Now and then it tries anew, and finds what has become possible.
  work(limit, clock, (n) => Math.min(n, 32), 3000);
  const seen: number[] = [];
  for (let k = 0; k < 1000; k++) {
    work(limit, clock, (n) => Math.min(n, 32), 1);
    seen.push(limit.limit);
  }
  expect(seen.filter((each) => each === 32).length).toBeGreaterThan(700);
});

test('a server that has too many gets half, and more again later', () => {
  const { clock, limit } = made();
  work(limit, clock, (n) => n, 400);
  limit.tooMany();
  expect(limit.limit).toBe(32);
  // The others that were under way are refused as well: that is one refusal.
  limit.tooMany();
  expect(limit.limit).toBe(32);
  clock.ms += 1000;
  limit.tooMany();
  expect(limit.limit).toBe(16);
  work(limit, clock, (n) => n, 200);
  expect(limit.limit).toBe(16);
  work(limit, clock, (n) => n, 5000);
  expect(limit.limit).toBe(64);
});

test('what did not fill the server is no measurement, and a fixed number stays', () => {
  const { limit } = made();
  for (let k = 0; k < 500; k++) limit.answered(false);
  expect(limit.limit).toBe(4);
  const fixed = new FlightLimit({ fixed: 3 });
  for (let k = 0; k < 500; k++) fixed.answered(true);
  fixed.tooMany();
  expect(fixed.limit).toBe(3);
});
