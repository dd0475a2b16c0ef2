import { AppError } from '../../core/errors.ts';
import type { ModelConfig } from '../modelConfigs.ts';
import type { Adapter } from './adapter.ts';
import { idefics3, smolvlm } from './idefics3.ts';
import { llava } from './llava.ts';
import { llavaOnevision } from './llavaOnevision.ts';
import { llavaQwen2 } from './llavaQwen2.ts';
import { qwen2Vl } from './qwen2Vl.ts';
import { llama, qwen2, qwen3 } from './textOnly.ts';

/** By `model_type` of `config.json`. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  llava,
  llava_onevision: llavaOnevision,
  llava_qwen2: llavaQwen2,
  idefics3,
  smolvlm,
  qwen2_vl: qwen2Vl,
  llama,
  qwen2,
  qwen3
};

/** @throws AppError `model-type` (model, type, known) for a type that the engine does not know */
export function adapterFor({ model_type }: ModelConfig, model: string): Adapter {
  const type = model_type ?? '';
  const adapter = Object.hasOwn(ADAPTERS, type) ? ADAPTERS[type] : undefined;
  if (adapter) return adapter;
  throw new AppError('model-type', { model, type, known: Object.keys(ADAPTERS).join(', ') });
}
