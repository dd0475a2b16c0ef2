import type { Adapter } from '../adapter.ts';
import { squarePicture } from '../squarePicture.ts';

/**
 * FastVLM: LLaVA around Qwen2, its sizes at the top of `config.json`. Some name a negative id for
 * the picture's token, which no table of vectors has; it never reaches one.
 */
export const llavaQwen2: Adapter = {
  types: ['llava_qwen2'],
  picture: squarePicture
};
