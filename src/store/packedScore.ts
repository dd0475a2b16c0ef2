import type { PromptScore } from '../core/answers/types.ts';

/** 32 bytes for a SHA-256 in hex: a quarter of what IndexedDB spends on the text. */
export type AnswerKey = ArrayBuffer | string;

const SHA256_HEX = /^[0-9a-f]{64}$/;

/** Any other text stays text, which IndexedDB never takes for a binary key. */
export function packKey(key: string): AnswerKey {
  if (!SHA256_HEX.test(key)) return key;
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = parseInt(key.slice(2 * i, 2 * i + 2), 16);
  return bytes.buffer;
}

/** The SHA-256 in hex that was packed. */
export function unpackKey(key: ArrayBuffer): string {
  return Array.from(new Uint8Array(key), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const HEAD = 16;
const PER_TARGET = 12;

/**
 * A score as bytes, little-endian: prefillTokens and ms (float64), the log-probabilities (float64,
 * so that a stored answer equals the computed one), the token counts (uint32). 64 bytes for four
 * options, a third of the same object with its names.
 */
export function packScore(score: PromptScore): ArrayBuffer {
  const n = score.logprobs.length;
  if (score.tokens.length !== n) throw new RangeError('A score needs one token count per target.');
  const view = new DataView(new ArrayBuffer(HEAD + PER_TARGET * n));
  view.setFloat64(0, score.prefillTokens, true);
  view.setFloat64(8, score.ms, true);
  score.logprobs.forEach((value, i) => view.setFloat64(HEAD + 8 * i, value, true));
  score.tokens.forEach((value, i) => view.setUint32(HEAD + 8 * n + 4 * i, value, true));
  return view.buffer;
}

/** Are there numbers for each target, as `packScore` writes them? */
export function isPacked(bytes: unknown): bytes is ArrayBuffer {
  if (!(bytes instanceof ArrayBuffer) || bytes.byteLength < HEAD + PER_TARGET) return false;
  return (bytes.byteLength - HEAD) % PER_TARGET === 0;
}

export function unpackScore(bytes: ArrayBuffer): PromptScore {
  const view = new DataView(bytes);
  const n = (bytes.byteLength - HEAD) / PER_TARGET;
  return {
    prefillTokens: view.getFloat64(0, true),
    ms: view.getFloat64(8, true),
    logprobs: Array.from({ length: n }, (_, i) => view.getFloat64(HEAD + 8 * i, true)),
    tokens: Array.from({ length: n }, (_, i) => view.getUint32(HEAD + 8 * n + 4 * i, true))
  };
}
