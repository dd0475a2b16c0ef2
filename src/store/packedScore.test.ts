import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packKey, packScore, unpackScore } from './packedScore.ts';

const target = fc.record({ logprob: fc.double(), tokens: fc.nat(0xffffffff) });

test('a score comes back as it was, to the last bit', () => {
  fc.assert(
    fc.property(fc.array(target), fc.double(), fc.double(), (targets, prefillTokens, ms) => {
      const score = {
        logprobs: targets.map((each) => each.logprob),
        tokens: targets.map((each) => each.tokens),
        prefillTokens,
        ms
      };
      expect(unpackScore(packScore(score))).toEqual(score);
    })
  );
});

test('a letter answer of four options takes 64 bytes', () => {
  const score = { logprobs: [-1, -2, -3, -4], tokens: [1, 1, 1, 1], prefillTokens: 30, ms: 12 };
  expect(packScore(score).byteLength).toBe(64);
});

test('a score without one token count per target is refused', () => {
  const score = { logprobs: [-1, -2], tokens: [1], prefillTokens: 1, ms: 1 };
  expect(() => packScore(score)).toThrow(RangeError);
});

test('different hashes get different keys of 32 bytes', () => {
  const digits = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(digits, (hex) => {
      const packed = packKey(hex.join(''));
      expect(packed).toBeInstanceOf(ArrayBuffer);
      expect(Buffer.from(packed as ArrayBuffer).toString('hex')).toBe(hex.join(''));
    })
  );
});
