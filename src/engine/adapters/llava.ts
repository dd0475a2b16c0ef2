import { LlavaForConditionalGeneration } from '@huggingface/transformers';
import type { Adapter } from './adapter.ts';
import { squarePicture } from './squarePicture.ts';

/** LLaVA: the bundled model, LLaVA-Interleave. */
export const llava: Adapter = {
  modelClass: LlavaForConditionalGeneration,
  picture: squarePicture
};
