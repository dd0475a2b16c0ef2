import type { RefuseZip, ZipEntry } from './zipDirectory.ts';

export interface ZipBounds {
  parts: number;
  /** Bytes of one part and of all, unpacked. */
  part: number;
  total: number;
}

/**
 * Unpacked bytes for each packed one, above which so many bytes are no data but a bomb. Prompts that
 * a manifest tells once a picture are packed by some hundred times, tables by less than ten.
 */
const BOMBS = [
  { bytes: 10e6, ratio: 500 },
  { bytes: 48e6, ratio: 100 }
] as const;

/** Throws for a zip that says itself that it unpacks to more than it may. */
export function withinBounds(
  entries: readonly ZipEntry[],
  { part, total }: ZipBounds,
  refuse: RefuseZip
): void {
  let [size, packed] = [0, 0];
  for (const entry of entries) {
    size += entry.size;
    packed += entry.packed;
    const bomb = entry.size > part || isBomb(entry) || size > total;
    if (bomb || isBomb({ size, packed })) throw refuse('too-large', entry.name);
  }
}

function isBomb({ size, packed }: Pick<ZipEntry, 'size' | 'packed'>): boolean {
  return BOMBS.some(({ bytes, ratio }) => size > bytes && size > packed * ratio);
}
