import { serve } from '../../workers/serve.ts';
import { readQrCode } from './readQrCode.ts';

/** A photo of a code is looked at in this many pixels at most. */
const MOST_SIDE = 2000;

const reader = {
  ready: () => undefined,
  /** @param patience milliseconds */
  readCode: (bitmap: ImageBitmap, patience: number): string | null => {
    const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) =>
      Math.max(1, Math.round(side * scale))
    ) as [number, number];
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen?.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return pen ? readQrCode(pen.getImageData(0, 0, width, height), patience) : null;
  }
};
export type CodeReader = typeof reader;

serve(reader);
