import type { PreTrainedModel } from '@huggingface/transformers';
import type { ModelConfig, PictureConfig, ProcessorConfig } from '../modelConfigs.ts';
import type { PictureFormat } from '../picture/pixels.ts';

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
  /** Null for a type that reads words only. */
  picture: ((folder: ModelFolder) => PictureRecipe) | null;
}
