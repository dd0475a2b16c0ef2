/** A model's files are kept in pieces, each sealed with its own checksum. */

/** Small enough to fetch again without pain, large enough that a model has some hundred of them. */
export const CHUNK_BYTES = 8 << 20;

const SEAL_BYTES = 32;

export interface Chunk {
  path: string;
  index: number;
  start: number;
  /** Exclusive. */
  end: number;
}

/** The pieces of a file; an empty file has one empty piece. */
export function chunksOf(path: string, bytes: number): Chunk[] {
  const count = Math.max(1, Math.ceil(bytes / CHUNK_BYTES));
  return Array.from({ length: count }, (_, index) => ({
    path,
    index,
    start: index * CHUNK_BYTES,
    end: Math.min(bytes, (index + 1) * CHUNK_BYTES)
  }));
}

/** Name under which a piece is kept: flat, so that no path can lead out of the model's folder. */
export function chunkName({ path, index }: Pick<Chunk, 'path' | 'index'>): string {
  return `${encodeURIComponent(path)}~${index}`;
}

/** Length of a sealed piece. */
export function sealedBytes({ start, end }: Pick<Chunk, 'start' | 'end'>): number {
  return SEAL_BYTES + end - start;
}

/** The piece behind its SHA-256, so that damage shows without any list beside it. */
export async function seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = new Uint8Array(SEAL_BYTES + bytes.length);
  sealed.set(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  sealed.set(bytes, SEAL_BYTES);
  return sealed;
}

/** What was sealed, unchecked. */
export function contentOf(sealed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return sealed.subarray(SEAL_BYTES);
}

/** Is this the whole piece, byte for byte as it was sealed? */
export async function isIntact(sealed: Uint8Array<ArrayBuffer>, chunk: Chunk): Promise<boolean> {
  if (sealed.length !== sealedBytes(chunk)) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', contentOf(sealed)));
  return digest.every((byte, at) => byte === sealed[at]);
}
