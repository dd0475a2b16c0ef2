import { header, reachesItsEnd } from './bytes.ts';
import type { PictureHeader } from './imageKinds.ts';

const EXTENSION = 0x21;
const FRAME = 0x2c;

/**
 * GIF89a, sections 17 to 27. The first frame is all that is used, so a file that breaks off after
 * it counts as complete, as it does in every browser.
 */
export function readGif(_bytes: Uint8Array, view: DataView): PictureHeader {
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  let frames = 0;
  let at = 13 + tableSize(view.getUint8(10));

  const skipSubBlocks = (): void => {
    for (let length; (length = view.getUint8(at)) > 0;) at += 1 + length;
    at += 1;
  };
  reachesItsEnd(() => {
    while (frames < 2) {
      const block = view.getUint8(at);
      if (block === EXTENSION) {
        at += 2;
        skipSubBlocks();
      } else if (block === FRAME) {
        // Browsers make room for a first frame that is larger than the whole.
        if (frames === 0) {
          width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true));
          height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true));
        }
        at += 11 + tableSize(view.getUint8(at + 9));
        skipSubBlocks();
        frames += 1;
      } else return;
    }
  });
  return header('gif', width, height, { animated: frames > 1, complete: frames > 0 });
}

/** Bytes of the colour table that a packed field announces. */
function tableSize(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}
