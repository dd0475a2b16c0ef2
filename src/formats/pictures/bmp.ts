import { Garbled, header } from './bytes.ts';
import type { PictureHeader } from './imageKinds.ts';

/** BITMAPFILEHEADER (14 bytes), then BITMAPCOREHEADER (12) or BITMAPINFOHEADER (40 or more). */
export function readBmp(bytes: Uint8Array, view: DataView): PictureHeader {
  const pixels = view.getUint32(10, true);
  const size = view.getUint32(14, true);
  if (size !== 12 && (size < 40 || size > 256)) throw new Garbled();
  const core = size === 12;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  // A negative height says that the rows run from the top.
  const height = Math.abs(core ? view.getUint16(20, true) : view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(core ? 24 : 28, true);
  const compressed = !core && view.getUint32(30, true) !== 0;
  if (width < 0) throw new Garbled();
  const rows = Math.ceil((width * bitsPerPixel) / 32) * 4 * height;
  return header('bmp', width, height, { complete: compressed || bytes.length >= pixels + rows });
}
