import { readAvif, foreignBrand } from './avif.ts';
import { readBmp } from './bmp.ts';
import { ascii, Garbled } from './bytes.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { looksLikeSvg, readSvg } from './svg.ts';
import type { ImageFormat, PictureHeader } from './imageKinds.ts';
import { readWebp } from './webp.ts';

export type { ImageFormat, PictureHeader } from './imageKinds.ts';

/** What a file's own bytes say about it, before anything is decoded. */
export type ImageVerdict =
  | { kind: 'picture'; header: PictureHeader }
  /** No bytes, or bytes of no picture that is known here. */
  | { kind: 'empty' | 'unknown' }
  /** Known by name, but no browser shows it everywhere: `HEIC`, `TIFF`, `PDF`... */
  | { kind: 'foreign'; name: string }
  /** The file ends before its own dimensions, or its header contradicts itself. */
  | { kind: 'truncated' | 'garbled'; format: ImageFormat };

type Reader = (bytes: Uint8Array, view: DataView) => PictureHeader;

const READERS: Record<ImageFormat, Reader> = {
  png: readPng,
  jpeg: readJpeg,
  gif: readGif,
  webp: readWebp,
  avif: readAvif,
  bmp: readBmp,
  svg: readSvg
};

/** What files of other kinds begin with. */
export const FOREIGN: readonly (readonly [start: string, name: string])[] = [
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['%PDF', 'PDF'],
  ['8BPS', 'Photoshop'],
  ['\xff\x0a', 'JPEG XL'],
  ['\0\0\0\x0cJXL ', 'JPEG XL'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
  ['\0\0\x01\0', 'ICO'],
  ['\x1a\x45\xdf\xa3', 'WebM']
];

/**
 * Tells format, dimensions, animation, colour and orientation from a whole file, or why not.
 * Never throws and never decodes; it looks at file structure only, so a verdict `picture` may still
 * fail to decode. Own parsers, because it needs completeness, animation and CMYK, which the size
 * libraries leave out. Sources: the formats' specifications (PNG 3, ITU T.81, GIF89a, RFC 9649,
 * ISO 23008-12, Microsoft's BITMAPINFOHEADER, SVG 2).
 */
export function readImageHeader(bytes: Uint8Array): ImageVerdict {
  if (bytes.length === 0) return { kind: 'empty' };
  const format = formatOf(bytes);
  if (!format) {
    const name = foreignName(bytes);
    return name ? { kind: 'foreign', name } : { kind: 'unknown' };
  }
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const header = READERS[format](bytes, view);
    return header.width === 0 || header.height === 0
      ? { kind: 'garbled', format }
      : { kind: 'picture', header };
  } catch (fault) {
    if (fault instanceof Garbled) return { kind: 'garbled', format };
    if (fault instanceof RangeError) return { kind: 'truncated', format };
    throw fault;
  }
}

function formatOf(bytes: Uint8Array): ImageFormat | null {
  const start = ascii(bytes, 0, 12);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (start.slice(4, 8) === 'ftyp') return foreignBrand(bytes) ? null : 'avif';
  if (start.startsWith('BM')) return 'bmp';
  return looksLikeSvg(bytes) ? 'svg' : null;
}

function foreignName(bytes: Uint8Array): string | null {
  const start = ascii(bytes, 0, 12);
  if (start.slice(4, 8) === 'ftyp') return foreignBrand(bytes);
  return FOREIGN.find(([opening]) => start.startsWith(opening))?.[1] ?? null;
}
