import type { Figures } from './page/figures.ts';
import type { Turn } from './page/prompts.ts';

/** `reference.json` of a twin: what the reference implementation gives for each case. */
export interface Reference {
  /** Stands in `input_ids` where a picture's features enter; text-only twins have none. */
  image_token_id?: number | null;
  cases: Record<string, Case>;
  /** Letters by picture, in 32 bits and by torchvision, in all views of the model's own processor. */
  with_cut_outs?: Record<string, FullView>;
  /** The same for models that look at a picture in its own size. */
  own_size?: Record<string, FullView>;
}

export interface FullView {
  /** Of the whole prompt. */
  tokens: number;
  letters: Record<string, number>;
}

export interface Scores {
  /** Log-probabilities of single letters as next token. */
  letters: Record<string, number>;
  /** Sums over the tokens of whole answers. */
  options: Record<string, number>;
}

export interface Case {
  /** Path from the folder that the twins lie in; null: no picture. */
  picture: string | null;
  messages: Turn[];
  lead_in: string;
  prompt: string;
  input_ids: number[];
  prompt_options: string;
  input_ids_options: number[];
  /** By the processor's default (torchvision, where it resizes), as all that follows except `pil`. */
  pixel_values?: Figures;
  image_features?: Figures;
  reference: Scores;
  /** The same with pictures resized by Pillow, as the app does; missing where both are one. */
  pil?: Scores & { pixel_values: Figures; largest_difference: number };
  greedy?: { ids: number[] };
  /** The exported graphs in Python's runtime, by variant. */
  onnx?: Record<string, Scores | { error: string }>;
}
