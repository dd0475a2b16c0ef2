import type { PreTrainedModel } from '@huggingface/transformers';
import type { PictureFormat, PreprocessorConfig } from '../picture/pixels.ts';

/** The parts of `config.json` that the adapters read. */
export interface ModelConfig {
  model_type?: string;
  image_token_index?: number;
  image_token_id?: number;
  image_seq_length?: number;
  vision_config?: { image_size?: number; patch_size?: number; spatial_merge_size?: number };
}

/** The parts of `processor_config.json` that the adapters read. */
export interface ProcessorConfig {
  image_seq_len?: number;
  patch_size?: number;
  num_additional_image_tokens?: number;
}

/** `preprocessor_config.json`, with what single types add to it. */
export interface PictureConfig extends PreprocessorConfig {
  max_image_size?: { longest_edge?: number };
  patch_size?: number;
  merge_size?: number;
  temporal_patch_size?: number;
  max_pixels?: number;
}

export interface ModelFolder {
  config: ModelConfig;
  processor: ProcessorConfig;
  preprocessor: PictureConfig;
}

/** One input of the picture encoder; numbers are cast to the type that the graph wants. */
export interface EncoderInput {
  data: Float32Array | BigInt64Array | Uint8Array;
  type: 'number' | 'int64' | 'bool';
  dims: readonly number[];
}

/** How a picture enters a model of one type. */
export interface PictureRecipe {
  format: PictureFormat;
  /** Text around the picture's tokens, in place of the prompt's `<image>`. */
  before: string;
  after: string;
  /** Id that stands for each of the picture's tokens until its features take their place. */
  placeholder: number;
  /** Tokens that a picture takes: rows by columns where positions have three axes. */
  tokens: number;
  /** Rows and columns where position ids have three axes (time, height, width); else null. */
  grid: { rows: number; columns: number } | null;
  /**
   * Inputs of the picture encoder by name.
   * @param planes normalised samples [3, size, size]
   */
  inputs(planes: Float32Array): Record<string, EncoderInput>;
}

/** transformers.js's class for a type; its sessions are all that the engine uses of it. */
type ModelClass = Pick<typeof PreTrainedModel, 'from_pretrained'>;

/** All that sets one type of model apart from the others. */
export interface Adapter {
  modelClass: ModelClass;
  picture(folder: ModelFolder): PictureRecipe;
}
