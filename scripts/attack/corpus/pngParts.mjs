import { crc32 } from 'node:zlib';
import * as real from '../../../test/fixtures/pictureBytes.mjs';

/** @param {number} value */
const big = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** A chunk with its right length and checksum. @param {string} type @param {Uint8Array} data */
export function pngChunk(type, data) {
  const body = real.join(type, data);
  return real.join(big(data.length), body, big(crc32(body)));
}

/** A good PNG with one more chunk behind its header. @param {string} type @param {Uint8Array} data */
export function pngWith(type, data) {
  const whole = real.png({ width: 30, height: 20 });
  return real.join(whole.subarray(0, 33), pngChunk(type, data), whole.subarray(33));
}
