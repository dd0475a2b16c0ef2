import type { Adapter } from '../adapter.ts';
import { squarePicture } from '../squarePicture.ts';

/**
 * LLaVA-OneVision. It was trained on a view of the whole picture and on cut-outs of large ones; the
 * exported encoder, and with it transformers.js, takes the whole view only.
 */
export const llavaOnevision: Adapter = {
  types: ['llava_onevision'],
  picture: (folder) => ({ ...squarePicture(folder), views: ['one'] })
};
