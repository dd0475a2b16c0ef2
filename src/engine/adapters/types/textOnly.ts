import type { Adapter } from '../adapter.ts';

/** Models that read words only: one graph, from token ids to logits. */
export const textOnly: Adapter = {
  // Llama and SmolLM2; Qwen2 and Qwen2.5; Qwen3.
  types: ['llama', 'qwen2', 'qwen3'],
  picture: null
};
