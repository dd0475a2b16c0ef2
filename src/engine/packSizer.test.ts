import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Device } from './engineApi.ts';
import { PackSizer } from './packSizer.ts';

/** Feeds full packs of a device that takes `call` ms a launch and `token` ms a token. */
function settle(device: Device, call: number, token: number, buffer: number | null = null) {
  const sizer = new PackSizer(device, buffer);
  const sizes: number[] = [];
  for (let pack = 0; pack < 40; pack++) {
    const { tokens } = sizer.limits;
    sizes.push(tokens);
    sizer.record(tokens, call + token * tokens);
  }
  return { first: sizes[0] as number, last: sizes.at(-1) as number };
}

describe('PackSizer', () => {
  it('stays small where every token costs the same', () => {
    expect(settle('wasm', 0, 5)).toEqual({ first: 128, last: 128 });
  });

  it('grows as far as it may where launches cost', () => {
    expect(settle('wasm', 300, 1)).toEqual({ first: 128, last: 512 });
    expect(settle('webgpu', 30, 0.001)).toEqual({ first: 128, last: 2048 });
  });

  it('keeps a pack short enough to be cancelled', () => {
    const { last } = settle('wasm', 900, 20);
    expect(900 + 20 * last).toBeLessThan(6500);
    expect(last).toBeLessThan(512);
  });

  it('fits the buffers of a small GPU', () => {
    expect(settle('webgpu', 30, 0.001, 128 * 2 ** 20).last).toBeLessThanOrEqual(1024);
  });

  it('settles for good, always between the smallest and the largest size', () => {
    const packs = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 800 }), fc.float({ min: 1, max: 3000, noNaN: true }))
    );
    fc.assert(
      fc.property(packs, (measured) => {
        const sizer = new PackSizer('wasm', null);
        for (const [tokens, ms] of measured) {
          sizer.record(tokens, ms);
          expect([128, 256, 512]).toContain(sizer.limits.tokens);
          expect(sizer.limits.kindredTokens).toBeLessThanOrEqual(512);
        }
      })
    );
  });
});
