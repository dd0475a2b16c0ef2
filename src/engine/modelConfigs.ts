import * as v from 'valibot';
import { AppError } from '../core/errors.ts';
import { integer, list, number, parsed, text } from '../core/schema.ts';
import type { FileBytes } from './files/fetchFiles.ts';

/** What the engine reads of a model's configuration files; models leave out what they do not need. */
const maybeNumber = v.nullish(number);
const maybeId = v.nullish(v.pipe(v.number(), v.safeInteger()));
const ids = v.nullish(v.union([integer, list(integer, 1000)]));

/**
 * The most that may be asked for, before anything is allocated: some times what any model that runs
 * in a page asks for. Edge in pixels; pixels of a picture; edge of a patch; in how many parts something
 * is cut; tokens of a picture; and rows of a vocabulary.
 */
export const MOST = {
  edge: 4096,
  pixels: 2 ** 24,
  patch: 256,
  parts: 64,
  tokens: 2 ** 15,
  vocabulary: 2 ** 22
} as const;

const whole = v.pipe(v.number(), v.integer('a whole number'));

/** A whole number of things, at least one. */
const upTo = (most: number, least = 1) =>
  v.nullish(v.pipe(whole, v.minValue(least), v.maxValue(most)));

const bareEdge = upTo(MOST.edge);
const edges = v.object({
  shortest_edge: upTo(MOST.pixels),
  longest_edge: upTo(MOST.pixels),
  height: upTo(MOST.edge)
});
/** A picture's size: older processors write its edge as a bare number, Qwen's their pixels as edges. */
const size = v.nullish(
  v.lazy((value): v.GenericSchema<unknown, number | v.InferOutput<typeof edges>> =>
    typeof value === 'object' ? edges : (bareEdge as v.GenericSchema<unknown, number>)
  )
);

/** Three of them: red, green, blue. */
const colours = (each: v.GenericSchema<unknown, number>) =>
  v.nullish(v.pipe(v.array(each), v.length(3)));

/** `config.json` */
export const configSchema = v.object({
  model_type: v.nullish(text),
  image_token_index: maybeId,
  image_token_id: maybeId,
  image_seq_length: upTo(MOST.tokens),
  vision_config: v.nullish(
    v.object({
      model_type: v.nullish(text),
      image_size: upTo(MOST.edge),
      patch_size: upTo(MOST.patch)
    })
  ),
  eos_token_id: ids,
  text_config: v.nullish(v.object({ eos_token_id: ids }))
});
export type ModelConfig = v.InferOutput<typeof configSchema>;

/** `generation_config.json` */
export const generationSchema = v.object({ eos_token_id: ids });

/** `processor_config.json` */
export const processorSchema = v.object({
  image_seq_len: upTo(MOST.tokens),
  patch_size: upTo(MOST.patch),
  num_additional_image_tokens: upTo(MOST.tokens, 0),
  use_image_special_tokens: v.nullish(v.boolean())
});
export type ProcessorConfig = v.InferOutput<typeof processorSchema>;

/** `preprocessor_config.json`, with what single types add to it. */
export const pictureSchema = v.object({
  do_center_crop: v.nullish(v.boolean()),
  /** Pillow's number of a filter (picture/filters.ts). */
  resample: v.nullish(v.picklist([0, 1, 2, 3])),
  size,
  crop_size: size,
  image_mean: colours(number),
  image_std: colours(v.pipe(number, v.notValue(0))),
  max_image_size: v.nullish(v.object({ longest_edge: upTo(MOST.edge) })),
  patch_size: upTo(MOST.patch),
  merge_size: upTo(16),
  temporal_patch_size: upTo(4),
  min_pixels: upTo(MOST.pixels),
  max_pixels: upTo(MOST.pixels),
  encoder_patch_size: upTo(MOST.patch),
  downsample_factor: upTo(16),
  min_image_tokens: upTo(MOST.tokens),
  max_image_tokens: upTo(MOST.tokens),
  tile_size: upTo(MOST.edge),
  min_tiles: upTo(MOST.parts),
  max_tiles: upTo(MOST.parts),
  max_pixels_tolerance: v.nullish(v.pipe(number, v.minValue(0)))
});
export type PictureConfig = v.InferOutput<typeof pictureSchema>;

const PREPROCESSOR = 'preprocessor_config.json';

/** The edge in pixels; undefined where the configuration does not tell. @throws AppError `model-config` */
export function edgeOf(where: 'size' | 'crop_size', config: PictureConfig): number | undefined {
  const size = config[where];
  if (typeof size === 'number') return size;
  const edge = size?.height ?? size?.shortest_edge ?? undefined;
  return edge && atMost(MOST.edge, edge, where);
}

/**
 * A number that follows from settings of the preprocessor.
 * @param where the one that makes it too large
 * @throws AppError `model-config`
 */
export function atMost(most: number, found: number, where: string): number {
  if (found <= most) return found;
  const misfit = { found: String(found), expected: `<=${most}` };
  throw new AppError('model-config', { file: PREPROCESSOR, where, ...misfit });
}

/** `concepts.json`: by id; the first `drawn` name drawings, the others photographs */
export const conceptsSchema = v.object({ names: list(text), drawn: maybeNumber });
export type ConceptNames = v.InferOutput<typeof conceptsSchema>;

/** `chat_template.json` */
export const chatTemplateSchema = v.object({ chat_template: v.nullish(v.string()) });

/** A model's configuration file; null where it has none. @throws AppError `model-config`, `model-json` */
export function configOf<T>(
  schema: v.GenericSchema<unknown, T>,
  files: FileBytes,
  file: string
): T | null {
  const bytes = files.get(file);
  if (!bytes) return null;
  return parsed(schema, bytes, (where, misfit) =>
    misfit
      ? new AppError('model-config', { file, where, ...misfit })
      : new AppError('model-json', { file })
  );
}
