import { describe, expect, it } from 'vitest';
import type { DeviceFacts } from '../../deviceFacts.ts';
import { choicesOf } from './hub.ts';
import { offersOf } from './offers.ts';

const GiB = 2 ** 30;
const MB = 1e6;
const gpu = { adapter: 'a GPU', halves: true, bufferBytes: 2 * GiB };
const device = (over: Partial<DeviceFacts>): DeviceFacts => ({
  gpu,
  memoryGiB: 8,
  memoryCapped: true,
  ...over
});
const SUFFIXES = ['', '_fp16', '_q4', '_q4f16', '_quantized', '_int8', '_uint8', '_bnb4'];

/** Sizes as the hub lists them for a model of half a billion parameters, times `scale`. */
function choices(scale = 1, suffixes = SUFFIXES) {
  const perWeight: Record<string, number> = {
    '': 4,
    _fp16: 2,
    _q4: 0.65,
    _q4f16: 0.57,
    _bnb4: 0.6
  };
  const files = suffixes.flatMap((suffix) =>
    ['vision_encoder', 'embed_tokens', 'decoder_model_merged'].map((part) => ({
      path: `onnx/${part}${suffix}.onnx`,
      bytes: Math.round(
        { vision_encoder: 100, embed_tokens: 136, decoder_model_merged: 494 }[part]! *
          (part === 'embed_tokens' && suffix === '_q4' ? 4 : (perWeight[suffix] ?? 1)) *
          scale *
          MB
      ),
      sha256: null
    }))
  );
  return choicesOf({ repo: 'a/b', revision: 'a'.repeat(40), files });
}
const suggested = (facts: DeviceFacts, ...rest: Parameters<typeof choices>) =>
  offersOf(choices(...rest), { twin: null }, facts).suggested;

describe('offersOf', () => {
  it('suggests half precision where a graphics card computes in it, 4 bits elsewhere', () => {
    expect(suggested(device({}))).toBe('q4f16');
    expect(suggested(device({ gpu: { ...gpu, halves: false } }))).toBe('q4');
    expect(suggested(device({ gpu: null }))).toBe('q4');
  });

  it('takes the table in halves beside a 4-bit decoder', () => {
    const { offers } = offersOf(choices(), { twin: null }, device({ gpu: null }));
    const q4 = offers.find(({ variant }) => variant === 'q4')!;
    expect(q4.needed.dtypes.embed_tokens).toBe('fp16');
    expect(q4.needed.bytes.embed_tokens).toBe(272 * MB);
  });

  it('passes over what does not fit, and suggests nothing rather than what is rounded while running', () => {
    const memoryGiB = 1.5;
    const small = device({ gpu: null, memoryGiB, memoryCapped: false });
    expect(suggested(small)).toBe('bnb4');
    expect(suggested(small, 3)).toBeNull();
    expect(suggested(device({ gpu: null }), 4, ['_quantized', ''])).toBeNull();
    expect(suggested(device({ gpu: null }), 1, ['_quantized', '_int8'])).toBeNull();
  });

  it('takes a packed graph among the files for a model made for this app', () => {
    const files = [
      'vision_encoder',
      'embed_tokens',
      'decoder_model_merged',
      'decoder_model_packed'
    ];
    const listing = {
      repo: 'a/b',
      revision: 'a'.repeat(40),
      files: files.map((part) => ({ path: `onnx/${part}_quantized.onnx`, bytes: 1, sha256: null }))
    };
    const made = offersOf(choicesOf(listing), { twin: null }, device({ gpu: null }));
    expect(made.suggested).toBe('q8');
    expect(made.offers[0]).toMatchObject({ runner: 'packed', dynamic: false });
  });

  it('offers all that there is, what is rounded while running last and asked naively', () => {
    const { offers } = offersOf(choices(), { twin: 'none' }, device({}));
    expect(offers.map(({ variant }) => variant)).toEqual([
      ...['q4f16', 'fp16', 'q4', 'fp32', 'bnb4'],
      ...['q8', 'int8', 'uint8']
    ]);
    for (const { variant, dynamic, runner } of offers) {
      expect(dynamic, variant).toBe(['q8', 'int8', 'uint8'].includes(variant));
      expect(runner, variant).toBe(dynamic ? 'naive' : null);
    }
  });
});
