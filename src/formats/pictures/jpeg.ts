import { ascii, Garbled, header } from './bytes.ts';
import { tiffOrientation } from './tiff.ts';
import type { PictureHeader } from './imageKinds.ts';

const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
/** Frame headers are C0 to CF but for DHT, JPG and DAC. */
const NOT_FRAMES = new Set([0xc4, 0xc8, 0xcc]);
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.has(marker);
/** TEM, RST0-7, SOI and stuffed zeroes carry no length. */
const isBare = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** ITU T.81, annex B: marker segments; between them coded data in which FF is always stuffed. */
export function readJpeg(bytes: Uint8Array, view: DataView): PictureHeader {
  let frame: { width: number; height: number; components: number } | null = null;
  let orientation = 1;
  let complete = false;
  let scans = 0;
  let at = 2;
  while ((at = bytes.indexOf(0xff, at)) !== -1 && at + 1 < bytes.length) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (isBare(marker)) continue;
    if (marker === EOI) {
      if (scans === 0) throw new Garbled();
      complete = true;
      break;
    }
    if (at + 2 > bytes.length) break;
    if (isFrame(marker)) {
      frame ??= {
        height: view.getUint16(at + 3),
        width: view.getUint16(at + 5),
        components: view.getUint8(at + 7)
      };
    }
    if (marker === SOS) {
      if (!frame) throw new Garbled();
      scans += 1;
    }
    const length = view.getUint16(at);
    if (marker === APP1 && ascii(bytes, at + 2, 6) === 'Exif\0\0') {
      orientation = tiffOrientation(bytes.subarray(at + 8, at + length));
    }
    at += length;
  }
  if (!frame) throw new RangeError();
  const colour = frame.components === 4 ? 'cmyk' : 'usual';
  return header('jpeg', frame.width, frame.height, {
    colour,
    orientation,
    passes: Math.max(1, scans),
    complete
  });
}
