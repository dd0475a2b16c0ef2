import * as v from 'valibot';
import { PICTURE_VIEWS } from '../prompts/pictureView.ts';
import { count, hash, key, label, number } from '../schema.ts';
import { servedSchema } from './served.ts';

/** The model and machine behind a run, as the engine reported them at load. */
export const exportedModelSchema = v.object({
  model: key,
  /** SHA-256 of the model's manifest, which holds the SHA-256 of each of its files. */
  manifestHash: hash,
  dtype: label,
  device: v.picklist(['webgpu', 'wasm', 'server']),
  adapter: v.nullable(label),
  threads: count,
  runner: label,
  selfCheck: v.object({ maxError: number, tolerance: number, canaries: count }),
  /** How it saw pictures; absent where its processor makes one view, and no other. */
  view: v.optional(v.picklist(PICTURE_VIEWS)),
  /** Absent for a model that ran in the page. */
  served: v.optional(servedSchema)
});
export type ExportedModel = v.InferOutput<typeof exportedModelSchema>;
