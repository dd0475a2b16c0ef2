import { constants, deflateRawSync } from 'node:zlib';

const PIECE = 1_000_000;

/** @type {Buffer | undefined} */
let piece;

/**
 * Zeros, deflated: pieces that end on a byte are put behind one another, so that gigabytes cost nothing.
 * @param {number} bytes unpacked; rounded to a million
 */
export function deflatedZeros(bytes) {
  piece ??= deflateRawSync(new Uint8Array(PIECE), { finishFlush: constants.Z_SYNC_FLUSH });
  const end = deflateRawSync(new Uint8Array(0));
  const pieces = Array.from({ length: Math.round(bytes / PIECE) }, () => piece ?? end);
  return new Uint8Array(Buffer.concat([...pieces, end]));
}
