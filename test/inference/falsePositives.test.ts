import { describe, expect, it } from 'vitest';
import { falsePositives, NULLS, SIZES } from './falsePositives.ts';

/** Sampled flips take long: fewer experiments where n is above what is counted exactly. */
const timesFor = (n: number) => (n > 16 ? 1000 : 3000);
/** Two standard errors of the simulation itself. */
const slackFor = (n: number) => 2 * Math.sqrt((0.05 * 0.95) / timesFor(n));

const symmetric = Object.entries(NULLS).flatMap(([name, { lopsided }]) => (lopsided ? [] : [name]));

describe('false positives at .05 where cues could be exchanged', () => {
  it.each(symmetric.flatMap((name) => SIZES.map((n) => [name, n] as const)))(
    '%s, %i questions',
    (name, n) => {
      const { flips, interval } = falsePositives(name, n, timesFor(n));
      expect(flips).toBeLessThanOrEqual(0.05 + slackFor(n));
      // A test that never finds anything would pass the line above: most sizes can reach .05.
      if (n >= 15) expect(flips).toBeGreaterThan(0.02);
      expect(interval).toBeLessThanOrEqual(0.06 + slackFor(n));
    }
  );
});
