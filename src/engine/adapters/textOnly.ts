import { LlamaForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM } from '@huggingface/transformers';
import type { Adapter } from './adapter.ts';

/** Models that read words only: one graph, from token ids to logits. */
const reading = (modelClass: Adapter['modelClass']): Adapter => ({ modelClass, picture: null });

/** Llama, SmolLM2. */
export const llama = reading(LlamaForCausalLM);
/** Qwen2 and Qwen2.5. */
export const qwen2 = reading(Qwen2ForCausalLM);
export const qwen3 = reading(Qwen3ForCausalLM);
