import { AppError } from '../../core/errors.ts';
import type { ModelConfig } from '../modelConfigs.ts';
import type { Adapter } from './adapter.ts';

/** A type of model is a file in `types`: what it exports is all that is known of it. */
const files = import.meta.glob<Record<string, Adapter>>('./types/*.ts', { eager: true });

const ADAPTERS = new Map(
  Object.values(files)
    .flatMap((file) => Object.values(file))
    .flatMap((adapter) => adapter.types.map((type) => [type, adapter] as const))
);

/** `model_type` of every model that an adapter knows. */
export const KNOWN_TYPES: readonly string[] = [...ADAPTERS.keys()];

/** @throws AppError `model-type` (model, type, known) for a type that the engine does not know */
export function adapterFor({ model_type }: ModelConfig, model: string): Adapter {
  const type = model_type ?? '';
  const adapter = ADAPTERS.get(type);
  if (adapter) return adapter;
  throw new AppError('model-type', { model, type, known: KNOWN_TYPES.join(', ') });
}
