import { ascii, Garbled, header } from './bytes.ts';
import type { PictureHeader } from './imageKinds.ts';

/** RFC 9649, section 2: a RIFF file whose first chunk is VP8, VP8L or VP8X. */
export function readWebp(bytes: Uint8Array, view: DataView): PictureHeader {
  const complete = bytes.length >= 8 + view.getUint32(4, true);
  const type = ascii(bytes, 12, 4);
  if (type.length < 4) throw new RangeError();
  switch (type) {
    case 'VP8 ': {
      const width = view.getUint16(26, true) & 0x3fff;
      const height = view.getUint16(28, true) & 0x3fff;
      if (ascii(bytes, 23, 3) !== '\x9d\x01\x2a') throw new Garbled();
      return header('webp', width, height, { complete });
    }
    case 'VP8L': {
      const sizes = view.getUint32(21, true);
      if (view.getUint8(20) !== 0x2f) throw new Garbled();
      return header('webp', 1 + (sizes & 0x3fff), 1 + ((sizes >>> 14) & 0x3fff), { complete });
    }
    case 'VP8X': {
      const width = 1 + (view.getUint32(24, true) & 0xffffff);
      const height = 1 + (view.getUint16(27, true) | (view.getUint8(29) << 16));
      const animated = (view.getUint8(20) & 0x02) !== 0;
      return header('webp', width, height, { animated, complete });
    }
    default:
      throw new Garbled();
  }
}
