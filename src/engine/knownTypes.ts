/**
 * `model_type` of every model that an adapter knows: `adapters/index.ts`, in its order (a test
 * compares). Written here as well because adapters bring the whole runtime along.
 */
export const KNOWN_TYPES: readonly string[] = [
  'llava',
  'llava_onevision',
  'llava_qwen2',
  'idefics3',
  'smolvlm',
  'qwen2_vl',
  'llama',
  'qwen2',
  'qwen3'
];
