import { Unzlib } from 'fflate';
import { ascii, Garbled, header, reachesItsEnd } from './bytes.ts';
import { tiffOrientation } from './tiff.ts';
import type { PictureHeader } from './imageKinds.ts';

/** A file of 50 MB in chunks of 8 KB has a third of them; a browser goes through them on the page's thread. */
const CHUNKS = 20_000;
/** The largest colour profiles have 3 MB, and a browser unpacks one wherever the picture is shown. */
const PROFILE_BYTES = 8e6;
/** Unpacks to a thousand times as much, at most. */
const PIECE = 4096;

/** PNG 3, sections 5 and 11: chunks of length, type, data, checksum, from IHDR to IEND. */
export function readPng(bytes: Uint8Array, view: DataView): PictureHeader {
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (ascii(bytes, 12, 4) !== 'IHDR') throw new Garbled();
  let animated = false;
  let orientation = 1;
  let at = 8;
  let chunks = 0;
  const walked = reachesItsEnd(() => {
    for (let type = ''; type !== 'IEND'; at += 12 + view.getUint32(at)) {
      view.getUint32(at + 4);
      type = ascii(bytes, at + 4, 4);
      chunks += 1;
      if (!/^[A-Za-z]{4}$/.test(type) || chunks > CHUNKS) throw new Garbled();
      if (type === 'acTL') animated = view.getUint32(at + 8) > 1;
      if (type === 'iCCP') {
        checkProfile(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
      }
      if (type === 'eXIf') {
        orientation = tiffOrientation(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
      }
    }
  });
  const complete = walked && at <= bytes.length;
  return header('png', width, height, { animated, orientation, complete });
}

/** A name, a zero, the method, then the profile, packed; one that unpacks to too much is none. */
function checkProfile(chunk: Uint8Array): void {
  let unpacked = 0;
  const reader = new Unzlib((piece) => (unpacked += piece.length));
  const from = chunk.subarray(0, 81).indexOf(0) + 2;
  for (let at = from; at < chunk.length; at += PIECE) {
    try {
      reader.push(chunk.subarray(at, at + PIECE), at + PIECE >= chunk.length);
    } catch {
      // Damaged: browsers pass over it.
      return;
    }
    if (unpacked > PROFILE_BYTES) throw new Garbled();
  }
}
