import { crc32, deflateSync } from 'node:zlib';

/**
 * A square picture as a PNG, made so that nothing about it is left to a decoder or a resizer: of one
 * colour, or of stripes in the size that the model looks at.
 * @param {number} size pixels a side
 * @param {(x: number, y: number) => [number, number, number]} colourAt
 * @returns {Buffer}
 */
export function patternPng(size, colourAt) {
  const row = 1 + 3 * size;
  const pixels = Buffer.alloc(size * row);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) pixels.set(colourAt(x, y), y * row + 1 + 3 * x);
  }
  const head = Buffer.from([...bytes(size), ...bytes(size), 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0))
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([bytes(data.length), body, bytes(crc32(body))]);
}

/** @param {number} value 32 bits, the largest byte first */
function bytes(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
