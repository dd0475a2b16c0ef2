import { deflateSync } from 'fflate';
import { AppError } from '../../core/errors.ts';
import { hex } from '../../core/digest.ts';
import { crc32 } from '../crc32.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { CLASS_VERSION, checkVersion } from './classFile.ts';
import type { ClassShare } from './classShare.ts';

/** Bytes of a hand-in that one code carries: finer codes are fewer, and harder for a camera. */
export const CODE_SIZES = { large: 180, middle: 340, fine: 620 } as const;
export type CodeSize = keyof typeof CODE_SIZES;
/** Codes of one hand-in. */
const MOST_CODES = 99;
/** Bytes of a hand-in, unpacked. */
const MOST_UNPACKED = 1 << 18;

const BEGINNING = /^VSC(\d{1,6}):/;
/** Number made for the hand-in, which part of how many, bytes unpacked, check sum of all parts. */
const HEAD = { id: 8, length: 8 + 1 + 1 + 4 + 4, sum: 4 };

/** One code, read. */
export interface CodePart {
  /** Of the hand-in, as in `ClassShare`. */
  id: string;
  /** From 1. */
  number: number;
  of: number;
  /** Of the hand-in as JSON. */
  size: number;
  /** CRC-32 of all parts one behind the other. */
  sum: number;
  bytes: Uint8Array;
}

/**
 * A hand-in as texts for QR codes, in any order to be read. Small pictures do not travel in codes.
 * Throws `class-too-many-codes` where there is too much of it.
 */
export function codesOf({ pictures, ...share }: ClassShare, size: CodeSize): string[] {
  const plain = { ...share, pictures: pictures.map(({ id }) => ({ id })) };
  const json = new TextEncoder().encode(JSON.stringify(plain));
  const packed = deflateSync(json, { level: 9 });
  const room = CODE_SIZES[size];
  const of = Math.ceil(packed.length / room);
  if (of > MOST_CODES || json.length > MOST_UNPACKED) {
    throw new AppError('class-too-many-codes', { most: MOST_CODES });
  }
  const common = { id: share.id, of, size: json.length, sum: crc32(packed) };
  return Array.from({ length: of }, (_, k) =>
    writeCode({ ...common, number: k + 1, bytes: packed.subarray(k * room, (k + 1) * room) })
  );
}

/** A part as the text of its code. */
export function writeCode({ id, number, of, size, sum, bytes }: CodePart): string {
  const all = new Uint8Array(HEAD.length + bytes.length + HEAD.sum);
  const view = new DataView(all.buffer);
  for (let k = 0; k < HEAD.id; k++) all[k] = parseInt(id.slice(2 * k, 2 * k + 2), 16);
  all[HEAD.id] = number;
  all[HEAD.id + 1] = of;
  view.setUint32(HEAD.id + 2, size);
  view.setUint32(HEAD.id + 6, sum);
  all.set(bytes, HEAD.length);
  view.setUint32(HEAD.length + bytes.length, crc32(all.subarray(0, HEAD.length + bytes.length)));
  return `VSC${CLASS_VERSION}:${toBase45(all)}`;
}

/** A code's text. Throws `class-code-not-ours`, `class-older`, `class-newer`, `class-code-damaged`. */
export function readCode(text: string): CodePart {
  const [beginning, version] = BEGINNING.exec(text) ?? [];
  if (beginning === undefined) throw new AppError('class-code-not-ours');
  checkVersion(version);
  const all = fromBase45(text.slice(beginning.length));
  if (!all || all.length <= HEAD.length + HEAD.sum) throw new AppError('class-code-damaged');
  const view = new DataView(all.buffer);
  const end = all.length - HEAD.sum;
  const [number = 0, of = 0] = all.subarray(HEAD.id);
  const part = {
    id: hex(all.subarray(0, HEAD.id)),
    ...{ number, of },
    size: view.getUint32(HEAD.id + 2),
    sum: view.getUint32(HEAD.id + 6),
    bytes: all.slice(HEAD.length, end)
  };
  const possible = number >= 1 && number <= of && of <= MOST_CODES && part.size <= MOST_UNPACKED;
  if (view.getUint32(end) !== crc32(all.subarray(0, end)) || !possible) {
    throw new AppError('class-code-damaged');
  }
  return part;
}
