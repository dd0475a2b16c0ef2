import { ascii, Garbled, header, reachesItsEnd } from './bytes.ts';
import { tiffOrientation } from './tiff.ts';
import type { PictureHeader } from './imageKinds.ts';

/** PNG 3, sections 5 and 11: chunks of length, type, data, checksum, from IHDR to IEND. */
export function readPng(bytes: Uint8Array, view: DataView): PictureHeader {
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (ascii(bytes, 12, 4) !== 'IHDR') throw new Garbled();
  let animated = false;
  let orientation = 1;
  let at = 8;
  const walked = reachesItsEnd(() => {
    for (let type = ''; type !== 'IEND'; at += 12 + view.getUint32(at)) {
      view.getUint32(at + 4);
      type = ascii(bytes, at + 4, 4);
      if (!/^[A-Za-z]{4}$/.test(type)) throw new Garbled();
      if (type === 'acTL') animated = view.getUint32(at + 8) > 1;
      if (type === 'eXIf') {
        orientation = tiffOrientation(bytes.subarray(at + 8, at + 8 + view.getUint32(at)));
      }
    }
  });
  const complete = walked && at <= bytes.length;
  return header('png', width, height, { animated, orientation, complete });
}
