import { inflateSync } from 'fflate';
import { AppError } from '../../core/errors.ts';
import { crc32 } from '../crc32.ts';
import { readClassBody } from './classFile.ts';
import type { ClassShare } from './classShare.ts';
import type { CodePart } from './codeParts.ts';

/** Parts of one hand-in that came so far. */
export interface CodeSet {
  id: string;
  of: number;
  /** By number. */
  parts: ReadonlyMap<number, CodePart>;
  /** Of 1 to `of`, those that did not come. */
  missing: readonly number[];
}

/** Which parts belong together: those of another time have another sum. */
export const setName = ({ id, of, size, sum }: CodePart) => `${id} ${of} ${size} ${sum}`;

/** A set with one part more. A part that came before changes nothing. */
export function withPart(set: CodeSet | undefined, part: CodePart): CodeSet {
  const parts = new Map([
    ...(set?.parts ?? []),
    [part.number, set?.parts.get(part.number) ?? part]
  ]);
  const numbers = Array.from({ length: part.of }, (_, k) => k + 1);
  return { id: part.id, of: part.of, parts, missing: numbers.filter((k) => !parts.has(k)) };
}

/**
 * The hand-in of a set with nothing missing. Throws `class-codes-changed` where the parts do not come
 * to what they say, and as `readClassBody`.
 */
export function joinCodes({ id, parts }: CodeSet): ClassShare {
  const all = [...parts.values()].sort((a, b) => a.number - b.number);
  const packed = new Uint8Array(all.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of all) {
    packed.set(bytes, at);
    at += bytes.length;
  }
  const { sum = 0, size = 0 } = all[0] ?? {};
  const json = crc32(packed) === sum ? unpacked(packed, size) : null;
  if (!json) throw new AppError('class-codes-changed');
  const share = readClassBody(json);
  if (share.id !== id) throw new AppError('class-codes-changed');
  return share;
}

/** Into room for as many bytes as were told, and no more: what is left of a bomb is no JSON. */
function unpacked(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    const json = inflateSync(packed, { out: new Uint8Array(size) });
    return json.length === size ? json : null;
  } catch {
    return null;
  }
}
