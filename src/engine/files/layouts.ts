import { DTYPES, SUFFIXES, type Dtype } from './variants.ts';

/** The graphs that a model consists of, the decoder last; names as in its folder `onnx`. */
export const LAYOUTS = {
  /** A picture's features and tokens' vectors enter the decoder. */
  pictures: ['vision_encoder', 'embed_tokens', 'decoder_model_merged'],
  /** One graph, from token ids to logits. */
  text: ['model']
} as const;
export type ModelLayout = keyof typeof LAYOUTS;
export type GraphPart = (typeof LAYOUTS)[ModelLayout][number];

/** Are these the files of a model that reads words only? */
export const isWordsOnly = (names: readonly string[]): boolean => layoutOf(names) === 'text';

/** The layout whose graphs are all there, in whatever variants; null where there is none. */
export function layoutOf(names: readonly string[]): ModelLayout | null {
  const layouts = Object.keys(LAYOUTS) as ModelLayout[];
  return layouts.find((one) => LAYOUTS[one].every((part) => isThere(names, part))) ?? null;
}

/** In this variant, or in any; a decoder also where its packed graph alone was kept. */
export function isThere(names: readonly string[], part: GraphPart, variant?: Dtype): boolean {
  return (variant ? [variant] : DTYPES).some((dtype) =>
    [graphFile(part, dtype), packedName(part, dtype)].some((graph) => names.includes(graph))
  );
}

/** A graph's file in the model's folder. */
export const graphFile = (part: GraphPart, dtype: Dtype) => `onnx/${part}${SUFFIXES[dtype]}.onnx`;

/** Only models made for this app have such a file. */
export const packedName = (part: GraphPart, dtype: Dtype) =>
  `onnx/${part.replace(/(_merged)?$/, '_packed')}${SUFFIXES[dtype]}.onnx`;
