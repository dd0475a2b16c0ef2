import { expect, test } from 'vitest';
import { pointingEvidence } from '../../src/core/study/sentences/pointing.ts';
import { EXAMPLE, openZip } from '../sameNumbers/house.ts';

test('the bundled example, answered by a model that knows no countries, is shown at chance', async () => {
  const { opened } = await openZip(EXAMPLE);
  const choices = { metric: 'jsd-bits', seed: opened.seed } as const;
  for (const variant of ['pmi', 'raw', 'per-token'] as const) {
    const rows = opened.analysis.specificity({ ...choices, variant });
    expect(rows).toHaveLength(2 * opened.frame.conditions.length);
    for (const { found } of rows) {
      if (typeof found === 'string') throw new Error(found);
      expect(Math.abs(found.meanPercentile - 0.5)).toBeLessThan(0.08);
      expect(found.p).toBeGreaterThan(0.1);
      expect(found.chance?.detectable).toBeGreaterThan(0.55);
    }
    expect(pointingEvidence(rows).some(({ clear }) => clear)).toBe(false);
  }
});
