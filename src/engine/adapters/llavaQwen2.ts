import { LlavaQwen2ForCausalLM } from '@huggingface/transformers';
import type { Adapter } from './adapter.ts';
import { squarePicture } from './squarePicture.ts';

/**
 * FastVLM and nanoLLaVA: LLaVA around Qwen2, its sizes at the top of `config.json`. Some name a
 * negative id for the picture's token, which no table of vectors has; it never reaches one.
 */
export const llavaQwen2: Adapter = {
  modelClass: LlavaQwen2ForCausalLM,
  picture: squarePicture
};
