import { describe, expect, it } from 'vitest';
import { falsePositives, NULLS, SIZES } from './falsePositives.ts';

const TIMES = 3000;
/** Two standard errors of the simulation itself. */
const SLACK = 2 * Math.sqrt((0.05 * 0.95) / TIMES);

const symmetric = Object.entries(NULLS).flatMap(([name, { lopsided }]) => (lopsided ? [] : [name]));

describe('false positives at .05 where cues could be exchanged', () => {
  it.each(symmetric.flatMap((name) => SIZES.map((n) => [name, n] as const)))(
    '%s, %i questions',
    (name, n) => {
      const { flips, interval } = falsePositives(name, n, TIMES);
      expect(flips).toBeLessThanOrEqual(0.05 + SLACK);
      // A test that never finds anything would pass the line above: most sizes can reach .05.
      if (n >= 15) expect(flips).toBeGreaterThan(0.02);
      expect(interval).toBeLessThanOrEqual(0.06 + SLACK);
    }
  );
});
