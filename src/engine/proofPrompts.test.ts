import { describe, expect, it } from 'vitest';
import { withProofPrompts } from './proofPrompts.ts';
import type { ModelSession } from './session.ts';

const WIDTH = 4;

/** A session that knows words as their first letters. */
function sessionOf(device: 'wasm' | 'webgpu', sees: boolean) {
  const pretended = new Map<string, { place: object; features: Float32Array }>();
  const session = {
    device,
    model: {
      pictures: sees ? {} : null,
      embed: (ids: readonly number[]) =>
        Promise.resolve(Float32Array.from(ids.flatMap((id) => new Array<number>(WIDTH).fill(id))))
    },
    tokens: {
      promptOf: ({ suffix }: { suffix: string }) => ({
        suffix: suffix.split(' ').map((word) => word.charCodeAt(0))
      })
    },
    pictures: {
      pretend: (id: string, place: object, { features }: { features: Float32Array }) =>
        void pretended.set(id, { place, features })
    },
    dropPicture: (id: string) => void pretended.delete(id)
  };
  return { session: session as unknown as ModelSession, pretended };
}

describe('the proof’s prompts', () => {
  it('share their beginning, with a picture on a grid where the model takes any', async () => {
    const { session, pretended } = sessionOf('wasm', true);
    await withProofPrompts(session, async (prompts) => {
      const [one, other] = prompts;
      expect([one!.prefix, one!.picture]).toEqual([other!.prefix, other!.picture]);
      expect(one!.prefix.split('<image>')).toHaveLength(2);
      const { place, features } = pretended.get(one!.picture!)!;
      expect(place).toEqual({ run: [6], grid: { rows: 2, columns: 3 } });
      expect(features).toHaveLength(6 * WIDTH);
      expect(new Set(features).size).toBeGreaterThan(3);
    });
  });

  it('leave nothing behind, whatever happens', async () => {
    const { session, pretended } = sessionOf('wasm', true);
    const failing = withProofPrompts(session, () => Promise.reject(new Error('lost')));
    await expect(failing).rejects.toThrow('lost');
    expect(pretended.size).toBe(0);
  });

  it('are words alone for a model that reads words only, and longer on a GPU', async () => {
    const lengths: number[] = [];
    for (const device of ['wasm', 'webgpu'] as const) {
      const { session, pretended } = sessionOf(device, false);
      await withProofPrompts(session, async ([prompt]) => {
        expect([prompt!.picture, pretended.size]).toEqual([null, 0]);
        lengths.push(prompt!.prefix.split(' ').length);
      });
    }
    expect(lengths[0]).toBeLessThan(20);
    expect(lengths[1]).toBeGreaterThan(64);
  });
});
