import * as v from 'valibot';
import { AppError } from '../core/errors.ts';
import { list, number, parsed, text } from '../core/schema.ts';
import type { FileBytes } from './files/fetchFiles.ts';

/** What the engine reads of a model's configuration files; models leave out what they do not need. */
const maybeNumber = v.nullish(number);
const ids = v.nullish(v.union([number, list(number)]));

/** A picture's edge in pixels: older processors write it as a bare number. */
const edge = v.nullish(
  v.union([
    number,
    v.object({ shortest_edge: maybeNumber, longest_edge: maybeNumber, height: maybeNumber })
  ])
);

/** `config.json` */
export const configSchema = v.object({
  model_type: v.nullish(text),
  image_token_index: maybeNumber,
  image_token_id: maybeNumber,
  image_seq_length: maybeNumber,
  vision_config: v.nullish(
    v.object({ model_type: v.nullish(text), image_size: maybeNumber, patch_size: maybeNumber })
  ),
  eos_token_id: ids,
  text_config: v.nullish(v.object({ eos_token_id: ids }))
});
export type ModelConfig = v.InferOutput<typeof configSchema>;

/** `generation_config.json` */
export const generationSchema = v.object({ eos_token_id: ids });

/** `processor_config.json` */
export const processorSchema = v.object({
  image_seq_len: maybeNumber,
  patch_size: maybeNumber,
  num_additional_image_tokens: maybeNumber,
  use_image_special_tokens: v.nullish(v.boolean())
});
export type ProcessorConfig = v.InferOutput<typeof processorSchema>;

/** `preprocessor_config.json`, with what single types add to it. */
export const pictureSchema = v.object({
  do_center_crop: v.nullish(v.boolean()),
  /** Pillow's number of a filter (picture/filters.ts). */
  resample: v.nullish(v.picklist([0, 1, 2, 3])),
  size: edge,
  crop_size: edge,
  image_mean: v.nullish(list(number)),
  image_std: v.nullish(list(number)),
  max_image_size: v.nullish(v.object({ longest_edge: maybeNumber })),
  patch_size: maybeNumber,
  merge_size: maybeNumber,
  temporal_patch_size: maybeNumber,
  min_pixels: maybeNumber,
  max_pixels: maybeNumber,
  encoder_patch_size: maybeNumber,
  downsample_factor: maybeNumber,
  min_image_tokens: maybeNumber,
  max_image_tokens: maybeNumber,
  tile_size: maybeNumber,
  min_tiles: maybeNumber,
  max_tiles: maybeNumber,
  max_pixels_tolerance: maybeNumber
});
export type PictureConfig = v.InferOutput<typeof pictureSchema>;

/** The edge in pixels; undefined where the configuration does not tell. */
export function pixelsOf(size: PictureConfig['size']): number | undefined {
  if (typeof size === 'number') return size;
  return size?.height ?? size?.shortest_edge ?? undefined;
}

/** `concepts.json`: by id; the first `drawn` name drawings, the others photographs */
export const conceptsSchema = v.object({ names: list(text), drawn: maybeNumber });
export type ConceptNames = v.InferOutput<typeof conceptsSchema>;

/** `chat_template.json` */
export const chatTemplateSchema = v.object({ chat_template: v.nullish(v.string()) });

/** A model's configuration file; null where it has none. @throws AppError `model-config` */
export function configOf<T>(
  schema: v.GenericSchema<unknown, T>,
  files: FileBytes,
  file: string
): T | null {
  const bytes = files.get(file);
  if (!bytes) return null;
  return parsed(
    schema,
    bytes,
    (where, misfit) => new AppError('model-config', { file, where, ...misfit })
  );
}
