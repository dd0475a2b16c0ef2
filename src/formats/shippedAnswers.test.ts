import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAnswer } from '../core/answers/answer.ts';
import type { PromptScore, RawAnswer } from '../core/answers/types.ts';
import { packShipped, readShipped, type ShippedHeader } from './shippedAnswers.ts';

const ABOUT: Omit<ShippedHeader, 'version' | 'entries'> = {
  createdAt: '2026-11-26T12:00:00.000Z',
  app: '0.1.0',
  model: {
    ...{ model: 'pocket-llava', manifestHash: 'ab'.repeat(32), dtype: 'q8', device: 'wasm' },
    ...{ adapter: null, threads: 2, threadTrials: [{ threads: 2, ms: 3 }], runner: 'packed' },
    refused: [{ device: 'webgpu', code: 'gpu-missing', params: { why: 'none' } }],
    selfCheck: { maxError: 1e-6, tolerance: 2e-5, canaries: 4 },
    chat: {
      system: { open: '', close: '' },
      user: { open: 'U: ', close: '\n' },
      assistant: { open: 'A: ' }
    },
    crossOriginIsolated: true
  },
  concepts: { ['cd'.repeat(32)]: [{ name: 'flag of Kenya', weight: 0.95 }] },
  coverage: [{ part: 'quick', known: 3, of: 4 }]
};

const logprob = fc.double({ min: -1000, max: 0, noNaN: true });
const score = fc
  .array(fc.tuple(logprob, fc.integer({ min: 1, max: 40 })), { minLength: 2, maxLength: 11 })
  .map((targets): PromptScore => ({
    logprobs: targets.map(([value]) => value),
    tokens: targets.map(([, tokens]) => tokens),
    ...{ prefillTokens: 7, ms: 5 }
  }));
const key = fc.stringMatching(/^[0-9a-f]{64}$/);
const scores = fc.uniqueArray(fc.tuple(key, score), {
  selector: ([name]) => name.slice(0, 16),
  maxLength: 30
});

describe('shipped answers', () => {
  it('come back under their keys, within an eighth of a millionth', async () => {
    await fc.assert(
      fc.asyncProperty(scores, key, async (entries, other) => {
        const packed = await packShipped(ABOUT, new Map(entries));
        const { header, get } = await readShipped(new Blob([packed]));
        expect(header).toEqual({ version: 1, ...ABOUT, entries: entries.length });
        for (const [name, { logprobs, tokens }] of entries) {
          const found = get(name)!;
          expect(found.tokens).toEqual(tokens);
          expect(found.logprobs).toHaveLength(logprobs.length);
          for (const [k, value] of logprobs.entries()) {
            expect(Math.abs(found.logprobs[k]! - value)).toBeLessThanOrEqual(2 ** -23);
          }
        }
        if (!entries.some(([name]) => name.startsWith(other.slice(0, 16)))) {
          expect(get(other)).toBeUndefined();
        }
        expect(get('no hash')).toBeUndefined();
      }),
      { numRuns: 60 }
    );
  });

  it('give the answers that the computed numbers give, to a millionth', async () => {
    const sums = (n: number) => fc.array(fc.double({ min: -60, max: 0, noNaN: true }), lengths(n));
    const lengths = (n: number) => ({ minLength: n, maxLength: n });
    const drawn = fc.integer({ min: 2, max: 10 }).chain((n) => fc.tuple(sums(n), sums(n)));
    await fc.assert(
      fc.asyncProperty(drawn, async ([one, two]) => {
        const tokens = one.map((_, k) => 1 + (k % 4));
        const packed = await packShipped(
          ABOUT,
          new Map([
            ['1'.repeat(64), { logprobs: one, tokens }],
            ['2'.repeat(64), { logprobs: two, tokens }]
          ])
        );
        const { get } = await readShipped(new Blob([packed]));
        const read = ['1', '2'].map((digit) => get(digit.repeat(64))!.logprobs);
        const forward = one.map((_, k) => k);
        const base = { question: 'Q1', cue: { kind: 'neutral' } } as const;
        const words = (a: number[], b: number[]): RawAnswer => {
          return { ...base, readout: 'text', sums: a, tokens, baseline: b };
        };
        const letters = (a: number[], b: number[]): RawAnswer => {
          const orders = [
            { order: forward, logprobs: a },
            { order: forward.toReversed(), logprobs: b }
          ];
          return { ...base, readout: 'letter', orders };
        };
        for (const made of [words, letters]) {
          for (const variant of ['pmi', 'raw', 'per-token'] as const) {
            const exact = toAnswer(made(one, two), { variant }).distribution;
            const shipped = toAnswer(made(read[0]!, read[1]!), { variant }).distribution;
            for (const [k, share] of exact.entries()) {
              expect(Math.abs(share - shipped[k]!)).toBeLessThan(1e-6);
            }
          }
        }
      }),
      { numRuns: 60 }
    );
  });

  it('refuse what they cannot hold', async () => {
    const pack = (logprobs: number[], tokens: number[]) =>
      packShipped(ABOUT, new Map([['0'.repeat(64), { logprobs, tokens }]]));
    await expect(pack([0.1], [1])).rejects.toThrow(RangeError);
    await expect(pack([-Infinity], [1])).rejects.toThrow(RangeError);
    await expect(pack([NaN], [1])).rejects.toThrow(RangeError);
    await expect(pack([-1], [256])).rejects.toThrow(RangeError);
    await expect(
      packShipped(ABOUT, new Map([['short', { logprobs: [], tokens: [] }]]))
    ).rejects.toThrow(RangeError);
  });

  it('say that they are damaged, wherever a byte is wrong or missing', async () => {
    const packed = await packShipped(
      ABOUT,
      new Map([['f'.repeat(64), { logprobs: [-1, -2], tokens: [1, 2] }]])
    );
    const broken = { code: 'shipped-unreadable' };
    // The ten bytes of gzip's head hold a time and a system, which nobody reads; nor does anybody read
    // the few bits between the data's end and the next whole byte.
    const places = fc.integer({ min: 10, max: packed.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const wrong = packed.slice();
        wrong[at]! ^= change;
        const { get } = await readShipped(new Blob([wrong])).catch((error: unknown) => {
          expect(error).toMatchObject(broken);
          return { get: () => ({ logprobs: [-1, -2] }) };
        });
        expect(get('f'.repeat(64))?.logprobs).toEqual([-1, -2]);
        await expect(readShipped(new Blob([packed.slice(0, at)]))).rejects.toMatchObject(broken);
      }),
      { numRuns: 60 }
    );
    await expect(readShipped(new Blob(['<!doctype html>']))).rejects.toMatchObject(broken);
  });

  it('of a header that is no header are not believed', async () => {
    const other = { ...ABOUT, model: { ...ABOUT.model, manifestHash: 'x' } };
    const packed = await packShipped(other, new Map());
    await expect(readShipped(new Blob([packed]))).rejects.toMatchObject({
      code: 'shipped-unreadable',
      params: { reason: 'model.manifestHash' }
    });
  });
});
