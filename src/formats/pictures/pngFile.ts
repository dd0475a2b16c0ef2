import { zlibSync } from 'fflate';

/** Samples of 8 bits, red, green and blue of a pixel together, row by row. */
interface Pixels {
  rgb: Uint8ClampedArray;
  width: number;
  height: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** 8 bits a sample, red green blue, and the only kinds of packing, filtering and order that there are. */
const RGB8 = [8, 2, 0, 0, 0];

/** A PNG file (PNG 3, W3C) of these pixels, without a canvas; every row unfiltered. */
export function pngFile({ rgb, width, height }: Pixels): Uint8Array<ArrayBuffer> {
  const line = width * 3;
  const rows = new Uint8Array((line + 1) * height);
  for (let row = 0; row < height; row++) {
    rows.set(rgb.subarray(row * line, (row + 1) * line), row * (line + 1) + 1);
  }
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', [...bigEndian(width), ...bigEndian(height), ...RGB8]),
    chunk('IDAT', zlibSync(rows)),
    chunk('IEND', [])
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function chunk(type: string, data: ArrayLike<number>): Uint8Array {
  const body = new Uint8Array(4 + data.length);
  body.set(Array.from(type, (letter) => letter.charCodeAt(0)));
  body.set(data, 4);
  return Uint8Array.from([...bigEndian(data.length), ...body, ...bigEndian(checksum(body))]);
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

/** CRC-32 as PNG has it (annex D). */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
