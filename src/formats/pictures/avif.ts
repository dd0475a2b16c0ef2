import { ascii, Garbled, header } from './bytes.ts';
import type { PictureHeader } from './imageKinds.ts';

const HEIC_BRANDS = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/;

function brands(bytes: Uint8Array): string[] {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const list = ascii(bytes, 8, Math.min(size - 8, 128));
  // Major brand, minor version, compatible brands; the version matches no name.
  return list.match(/[\s\S]{4}/g) ?? [];
}

/** The name of what else comes in this container (HEIC, film); null for AVIF. */
export function foreignBrand(bytes: Uint8Array): string | null {
  const all = brands(bytes);
  if (all.includes('avif') || all.includes('avis')) return null;
  return all.some((brand) => HEIC_BRANDS.test(brand)) ? 'HEIC' : 'MP4';
}

interface Box {
  type: string;
  start: number;
  /** May lie beyond the end of a truncated file. */
  end: number;
}

/** The boxes between two positions; ISO 14496-12, section 4.2. Stops where the file does. */
function* boxes(bytes: Uint8Array, view: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= Math.min(to, bytes.length);) {
    const short = view.getUint32(at);
    const size =
      short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < 8) throw new Garbled();
    yield { type: ascii(bytes, at + 4, 4), start: at + (short === 1 ? 16 : 8), end: at + size };
    at += size;
  }
}

/** Goes down by box types; `meta` carries four bytes of version and flags first. */
function* find(
  bytes: Uint8Array,
  view: DataView,
  path: readonly string[],
  from: number,
  to: number
): Generator<Box> {
  const [type, ...rest] = path;
  for (const box of boxes(bytes, view, from, to)) {
    if (box.type !== type) continue;
    const inside = box.start + (type === 'meta' ? 4 : 0);
    if (rest.length === 0) yield box;
    // No box reaches beyond the one that it is in: else each of a million could be looked through to the end.
    else yield* find(bytes, view, rest, inside, Math.min(box.end, to));
  }
}

/**
 * ISO 23008-12 and AVIF 1.1. An `ispe` property tells the extent of an item; the largest is the
 * picture's, the others those of tiles and thumbnails.
 */
export function readAvif(bytes: Uint8Array, view: DataView): PictureHeader {
  let width = 0;
  let height = 0;
  const extents = ['meta', 'iprp', 'ipco', 'ispe'];
  for (const { start } of find(bytes, view, extents, 0, bytes.length)) {
    const [w, h] = [view.getUint32(start + 4), view.getUint32(start + 8)];
    if (w * h > width * height) [width, height] = [w, h];
  }
  let end = 0;
  let hasData = false;
  for (const box of boxes(bytes, view, 0, bytes.length)) {
    end = box.end;
    hasData ||= box.type === 'mdat';
  }
  const complete = hasData && end <= bytes.length;
  if (width === 0 && !complete) throw new RangeError();
  return header('avif', width, height, { animated: brands(bytes)[0] === 'avis', complete });
}
