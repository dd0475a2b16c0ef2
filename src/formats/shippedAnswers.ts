import * as v from 'valibot';
import { exportedModelSchema } from '../core/answers/exportedModel.ts';
import type { PromptScore } from '../core/answers/types.ts';
import { AppError } from '../core/errors.ts';
import { chatSchema } from '../core/prompts/types.ts';
import { date, integer, list, number, parsed, recordOf, text } from '../core/schema.ts';

/** A model's record as the engine gives it, and the whole of it: it stands in for a loaded model. */
const modelSchema = v.object({
  ...exportedModelSchema.entries,
  runner: v.picklist(['packed', 'sequential', 'naive']),
  threadTrials: v.array(v.object({ threads: number, ms: number })),
  refused: v.array(
    v.object({
      device: v.picklist(['webgpu', 'wasm']),
      dtype: v.optional(text),
      code: text,
      params: recordOf(v.union([text, number]))
    })
  ),
  chat: chatSchema,
  crossOriginIsolated: v.boolean()
});

const headerSchema = v.object({
  version: v.literal(1),
  createdAt: date,
  /** The app's version. */
  app: text,
  model: modelSchema,
  /** What the model saw in a picture (by the SHA-256 of its file), likeliest first; weights sum to at most 1. */
  concepts: recordOf(list(v.object({ name: text, weight: number }))),
  /** Answers (a question under a cue) that the file gives whole, of those that each part has. */
  coverage: list(v.object({ part: text, known: integer, of: integer })),
  entries: integer
});
export type ShippedHeader = v.InferOutput<typeof headerSchema>;

/** Keys are SHA-256; this much of one tells forty thousand from each other and from any other. */
const KEY_BYTES = 8;
const KEY_DIGITS = 2 * KEY_BYTES;
const MAGIC = 'VSHIFT1\n';
/** Fixed point: log-probabilities lie in (-1024, 0], each within 1.2e-7 of the one computed. */
const STEPS = 2 ** 22;
const MOST_BYTES = 16e6;

/** Scores by `answerKey` that came with the app, and what is known of them. */
export interface ShippedAnswers {
  header: ShippedHeader;
  get(key: string): PromptScore | undefined;
}

/**
 * Packs scores for shipping: compressed (gzip, whose checksum finds damage) a header in JSON, the keys
 * in ascending order, then column by column what the scores hold. Work and time are left out.
 * @throws RangeError for what does not fit: a positive or huge log-probability, 256 targets or tokens
 */
export async function packShipped(
  about: Omit<ShippedHeader, 'version' | 'entries'>,
  scores: ReadonlyMap<string, Pick<PromptScore, 'logprobs' | 'tokens'>>
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = [...scores].sort(([a], [b]) => (a < b ? -1 : 1));
  const header: ShippedHeader = { version: 1, ...about, entries: entries.length };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const logprobs = entries.flatMap(([, score]) => score.logprobs.map(toSteps));
  const planes = [24, 16, 8, 0].map((shift) => logprobs.map((steps) => (steps >>> shift) & 255));
  const parts = [
    new TextEncoder().encode(MAGIC),
    new Uint8Array([24, 16, 8, 0].map((shift) => (json.length >>> shift) & 255)),
    json,
    ...entries.map(([key]) => keyBytes(key)),
    bytesOf(entries.map(([, score]) => score.logprobs.length)),
    bytesOf(entries.flatMap(([, score]) => score.tokens)),
    // Byte by byte of all values: the first hardly differ, so that they take next to no room.
    ...planes.map(bytesOf)
  ];
  return throughStream(new Blob(parts), new CompressionStream('gzip'), Infinity);
}

/** Rejects with `shipped-unreadable` where the file is damaged, cut short or of another version. */
export async function readShipped(file: Blob): Promise<ShippedAnswers> {
  const bytes = await throughStream(file, new DecompressionStream('gzip'), MOST_BYTES).catch(() => {
    throw unreadable('gzip');
  });
  const start = MAGIC.length + 4;
  const view = new DataView(bytes.buffer);
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    throw unreadable('format');
  }
  const columns = start + view.getUint32(MAGIC.length);
  const header = parsed(headerSchema, bytes.subarray(start, columns), unreadable);
  return { header, get: lookUpIn(bytes.subarray(columns), header.entries) };
}

function lookUpIn(bytes: Uint8Array<ArrayBuffer>, n: number): ShippedAnswers['get'] {
  if (n < 0 || bytes.length < n * (KEY_BYTES + 1)) throw unreadable('length');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keys = Array.from({ length: n }, (_, k) => view.getBigUint64(KEY_BYTES * k));
  const counts = bytes.subarray(n * KEY_BYTES, n * (KEY_BYTES + 1));
  const ends = new Uint32Array(n);
  let total = 0;
  counts.forEach((count, k) => (ends[k] = total += count));
  const tokensAt = n * (KEY_BYTES + 1);
  if (bytes.length !== tokensAt + 5 * total) throw unreadable('length');
  if (keys.some((key, k) => k > 0 && key <= (keys[k - 1] as bigint))) throw unreadable('order');
  const places = new Map(keys.map((key, k) => [key, k]));
  const plane = (which: number, at: number) => bytes[tokensAt + which * total + at] as number;
  return (key) => {
    const place = SHA256_HEX.test(key) ? places.get(keyNumber(key)) : undefined;
    if (place === undefined) return undefined;
    const count = counts[place] as number;
    const first = (ends[place] as number) - count;
    const targets = Array.from({ length: count }, (_, k) => first + k);
    return {
      logprobs: targets.map((at) => {
        const steps = [1, 2, 3, 4].reduce((sum, which) => sum * 256 + plane(which, at), 0);
        return steps === 0 ? 0 : -steps / STEPS;
      }),
      tokens: targets.map((at) => plane(0, at)),
      prefillTokens: 0,
      ms: 0
    };
  };
}

const SHA256_HEX = /^[0-9a-f]{64}$/;

function toSteps(logprob: number): number {
  const steps = Math.round(-logprob * STEPS);
  if (!(steps >= 0 && steps < 2 ** 32)) throw new RangeError(`No log-probability: ${logprob}`);
  return steps;
}

const keyNumber = (key: string): bigint => BigInt(`0x${key.slice(0, KEY_DIGITS)}`);

function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  if (!SHA256_HEX.test(key)) throw new RangeError(`No answer's key: ${key}`);
  const bytes = new Uint8Array(KEY_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, keyNumber(key));
  return bytes;
}

function bytesOf(values: readonly number[]): Uint8Array<ArrayBuffer> {
  if (values.some((value) => value > 255)) throw new RangeError('A count above 255.');
  return Uint8Array.from(values);
}

/** Rejects as the stream does, and with a RangeError beyond so many bytes. */
async function throughStream(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
  most: number
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = blob.stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value as Uint8Array<ArrayBuffer>);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError('Too much.');
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const unreadable = (reason: string) => new AppError('shipped-unreadable', { reason });
