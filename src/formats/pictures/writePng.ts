import { zlibSync } from 'fflate';
import { crc32 } from '../crc32.ts';

/** Colour type 2: red, green and blue, a byte each. */
const RGB = 2;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Pixels as a PNG, row by row and without loss (PNG 3, filter 0). The same pixels give the same bytes. */
export function writePng(picture: {
  /** Three bytes a pixel. */
  rgb: ArrayLike<number>;
  width: number;
  height: number;
}): Uint8Array<ArrayBuffer> {
  const { rgb, width, height } = picture;
  const line = width * 3;
  const rows = new Uint8Array(height * (line + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < line; x++) rows[y * (line + 1) + 1 + x] = rgb[y * line + x] as number;
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, RGB], 8);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array())
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
