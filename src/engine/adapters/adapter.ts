import type { ModelConfig, PictureConfig, ProcessorConfig } from '../modelConfigs.ts';
import type { PictureView } from '../../core/prompts/pictureView.ts';
import type { PictureRows, Rgb, Size } from '../picture/samples.ts';

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

/** Rows and columns on which the tokens of a picture stand. */
export interface TokenGrid {
  rows: number;
  columns: number;
}

/** What stands in place of a prompt's `<image>`. */
export interface PicturePlace {
  /** Texts, and for runs of the picture's own tokens how many there are. */
  run: readonly (string | number)[];
  /** Where position ids have three axes (time, height, width); else null. */
  grid: TokenGrid | null;
}

/** How a picture enters a model of one type. */
export interface PictureRecipe {
  /** Id that stands for each of the picture's tokens until its features take their place. */
  placeholder: number;
  /** Texts before and behind it that the model's chat template writes itself, if it does. */
  frame: readonly [before: string, after: string];
  /**
   * The ways in which it can look at a picture; none to choose from or to tell of where the model's
   * own processor knows just the one.
   */
  views: readonly PictureView[];
  /** Edge of the square on which pictures that show nothing are drawn. */
  edge: number;
  /** Is the middle square cut out of a picture before all else? */
  square: boolean;
  /** The picture in the sizes in which the model looks at it: all that is kept of its pixels. */
  looks(picture: PictureRows): Rgb[];
  /** @param looks their sizes, as `looks` gives them */
  place(looks: readonly Size[]): PicturePlace;
  /** Inputs of the picture encoder by name, one call after the other; features in that order. */
  calls(looks: readonly Rgb[]): Iterable<Record<string, EncoderInput>>;
}

/** All that sets some types of model apart from the others. */
export interface Adapter {
  /** `model_type` of `config.json`. */
  types: readonly string[];
  /** Null for types that read words only. */
  picture: ((folder: ModelFolder, view: PictureView) => PictureRecipe) | null;
}
