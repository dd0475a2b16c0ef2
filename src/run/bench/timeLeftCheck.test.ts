import { describe, expect, it } from 'vitest';
import type { Cost } from '../asking/timeLeft.ts';
import { TimeLeftWatch } from './timeLeftCheck.ts';

const costs = Array.from({ length: 30 }, (): Cost => ({ own: 10, prefix: 0, picture: 0 }));

/** Packs of 4 jobs, one job a question; `ms`: what the packs take, in turn, the last for the rest. */
function run(jobs: number, ms: number[]) {
  const watch = new TimeLeftWatch(costs.slice(0, jobs), (done) => done >= 10);
  let now = 0;
  for (let first = 0; first < jobs; first += 4) {
    const pack = Math.min(4, jobs - first);
    const took = (ms[first / 4] ?? (ms.at(-1) as number)) * (pack / 4);
    now += took;
    // Only the times of one pack's jobs are the same.
    for (let job = 0; job < pack; job++) watch.done(first + job, took / pack + first / 1e6, now);
  }
  return watch.check(now);
}

describe('the time left, held against what came', () => {
  it('is right where the pace is steady: told at the end of the pack of the tenth question', () => {
    const check = run(28, [1000]);
    // 12 questions are done then, 16 to come.
    expect(check).toMatchObject({ afterQuestions: 10, realSeconds: 4 });
    expect(check?.ratio).toBeCloseTo(1, 3);
  });

  it('shows a wrong estimate', () => {
    expect(run(28, [1000, 1000, 1000, 2000])?.ratio).toBeCloseTo(0.5, 3);
    expect(run(28, [1000, 1000, 1000, 500])?.ratio).toBeCloseTo(2, 3);
  });

  it('says nothing of runs that are over by then', () => {
    expect(run(9, [1000])).toBeNull();
    expect(run(12, [1000])).toBeNull();
  });
});
