import { Unzip, UnzipInflate } from 'fflate';
import { AppError } from '../../core/errors.ts';

export interface ZipLimits {
  parts: number;
  /** Bytes of one part and of all, unpacked. */
  part: number;
  total: number;
  /** Unpacked bytes for each packed one; more is no data but a bomb. */
  ratio: number;
}

const LIMITS: ZipLimits = { parts: 20_000, part: 100e6, total: 2e9, ratio: 500 };

/** `study.json`, `answers-2.csv`, `pictures/<id>.png`: no folder but that one, no way out. */
const PART_NAME = /^(?:[a-z]+(?:-\d{1,4})?\.(?:json|csv)|pictures\/[0-9a-f]{64}\.[a-z0-9]{2,5})$/;

/** Bytes handed to the inflater at a time; the page draws between two. */
const CHUNK = 1 << 16;

/**
 * Unpacks a zip while counting what really comes out: a size that a zip declares is not believed.
 * Rejects with `study-zip-unreadable`, `study-zip-path`, `study-zip-too-large`, `study-zip-double`.
 */
export async function unpackZip(file: Blob, limits = LIMITS): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array[]>();
  const ended = new Set<string>();
  let packed = 0;
  let unpacked = 0;
  let fault: AppError | null = null;
  const stop = (error: AppError) => {
    fault ??= error;
  };
  const unzip = new Unzip((part) => {
    const { name, originalSize = 0 } = part;
    if (!PART_NAME.test(name)) return stop(new AppError('study-zip-path', { path: shown(name) }));
    if (parts.has(name)) return stop(new AppError('study-zip-double', { part: name }));
    if (parts.size >= limits.parts || originalSize > limits.part) return stop(tooLarge(name));
    const chunks: Uint8Array[] = [];
    let size = 0;
    parts.set(name, chunks);
    part.ondata = (error, chunk, final) => {
      if (error) return stop(unreadable());
      size += chunk.length;
      unpacked += chunk.length;
      const bomb = unpacked > 10e6 && unpacked > packed * limits.ratio;
      if (size > limits.part || unpacked > limits.total || bomb) return stop(tooLarge(name));
      // The inflater hands over a view into its own memory.
      if (chunk.length > 0) chunks.push(chunk.slice());
      if (final) ended.add(name);
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < file.size && !fault; at += CHUNK) {
      const chunk = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
      packed += chunk.length;
      unzip.push(chunk, at + CHUNK >= file.size);
    }
  } catch {
    stop(unreadable());
  }
  if (fault) throw fault;
  if (parts.size === 0 || [...parts.keys()].some((name) => !ended.has(name))) throw unreadable();
  return new Map([...parts].map(([name, chunks]) => [name, joined(chunks)]));
}

const unreadable = () => new AppError('study-zip-unreadable');
const tooLarge = (part: string) => new AppError('study-zip-too-large', { part });

/** A hostile name may be long and hold anything. */
function shown(name: string): string {
  const plain = name.replaceAll(/\p{Control}/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
