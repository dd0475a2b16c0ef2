import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerKey } from './key.ts';
import type { PromptJob } from './types.ts';

const identity = { manifestHash: 'm', dtype: 'q8', device: 'wasm' };
const job: PromptJob = {
  prefix: 'You live here.\n',
  suffix: 'How far? (',
  picture: null,
  targets: { kind: 'letters', letters: ['A', 'B'] }
};

describe('answer key', () => {
  it('does not depend on where the prompt is split', async () => {
    const key = await answerKey(job, identity);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    const prompt = job.prefix + job.suffix;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: prompt.length }), async (at) => {
        const split = { ...job, prefix: prompt.slice(0, at), suffix: prompt.slice(at) };
        expect(await answerKey(split, identity)).toBe(key);
      })
    );
  });

  it('changes with everything that decides a score', async () => {
    const jobs: PromptJob[] = [
      job,
      { ...job, prefix: 'You live there.\n' },
      { ...job, picture: 'ab' },
      { ...job, targets: { kind: 'letters', letters: ['A', 'B', 'C'] } },
      { ...job, targets: { kind: 'letters', letters: ['AB'] } },
      { ...job, targets: { kind: 'continuations', continuations: ['A', 'B'] } }
    ];
    const identities = [
      { ...identity, manifestHash: 'n' },
      { ...identity, dtype: 'q4' },
      { ...identity, device: 'webgpu' }
    ];
    const keys = await Promise.all([
      ...jobs.map((other) => answerKey(other, identity)),
      ...identities.map((other) => answerKey(job, other))
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells all views of a picture from one, and neither where there is no picture', async () => {
    const seen = { ...job, picture: 'ab' };
    const full = { ...identity, view: 'full' } as const;
    expect(await answerKey(seen, { ...identity, view: 'one' })).toBe(
      await answerKey(seen, identity)
    );
    expect(await answerKey(seen, full)).not.toBe(await answerKey(seen, identity));
    expect(await answerKey(job, full)).toBe(await answerKey(job, identity));
  });
});
