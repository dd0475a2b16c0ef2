import { AppError } from '../../core/errors.ts';
import type { Manifest } from './manifest.ts';

/** File-name endings by precision, as transformers.js writes them. */
const SUFFIXES = {
  q4: '_q4',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  fp32: '',
  bnb4: '_bnb4',
  q4f16: '_q4f16',
  fp16: '_fp16'
} as const;
export type Dtype = keyof typeof SUFFIXES;

/** Best first: small, and exact where rows are computed one by one. */
const PREFERRED = Object.keys(SUFFIXES) as Dtype[];
/** On a GPU that computes in half precision. */
const PREFERRED_IN_HALVES: readonly Dtype[] = ['q4f16', 'fp16', ...PREFERRED];

const PARTS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const;
type Part = (typeof PARTS)[number];

export interface NeededFiles {
  dtypes: Readonly<Record<Part, Dtype>>;
  /** The decoder's precision, and the other parts' where they differ. */
  dtype: string;
  /** The standard decoder graph, whether or not it is among the files. */
  decoder: string;
  /** The packed decoder graph, where the model ships one. */
  packed: string | null;
  files: string[];
}

/**
 * Chooses a model's files: configurations, picture encoder, embedding and ONE decoder: the packed
 * one, where there is one, over the standard one's weights.
 * @param halves does the device compute in half precision?
 * @throws AppError `model-incomplete`
 */
export function neededFiles(manifest: Manifest, model: string, halves = false): NeededFiles {
  const names = [...manifest.files.keys()];
  const preferred = halves ? PREFERRED_IN_HALVES : PREFERRED;
  const choose = (part: Part, first: readonly Dtype[]): Dtype => {
    const dtype = [...first, ...preferred].find((one) => manifest.files.has(onnx(part, one)));
    if (!dtype) throw new AppError('model-incomplete', { model });
    return dtype;
  };
  // All of one precision, where possible.
  const whole = preferred.filter((dtype) =>
    PARTS.every((part) => manifest.files.has(onnx(part, dtype)))
  );
  const decoderType = choose('decoder_model_merged', whole.slice(0, 1));
  const dtypes: Record<Part, Dtype> = {
    vision_encoder: choose('vision_encoder', [decoderType]),
    embed_tokens: choose('embed_tokens', [decoderType]),
    decoder_model_merged: decoderType
  };
  const decoder = onnx('decoder_model_merged', decoderType);
  const packed = decoder.replace('decoder_model_merged', 'decoder_model_packed');
  const ships = manifest.files.has(packed);
  const standards = PARTS.map((part) => onnx(part, dtypes[part]));
  const graphs = standards.map((graph) => (ships && graph === decoder ? packed : graph));
  const others = PARTS.filter((part) => dtypes[part] !== decoderType);
  return {
    dtypes,
    dtype: [decoderType, ...others.map((part) => `${part} ${dtypes[part]}`)].join(', '),
    decoder,
    packed: ships ? packed : null,
    files: names.filter(
      (name) =>
        /\.(json|jinja)$/.test(name) ||
        graphs.includes(name) ||
        standards.some((graph) => name.startsWith(`${graph}_data`))
    )
  };
}

/** How many weight files lie beside each graph, by the graph's name without folder. */
export function dataFilesOf({ dtypes, files }: NeededFiles): Record<string, number> {
  return Object.fromEntries(
    PARTS.map((part) => {
      const graph = onnx(part, dtypes[part]);
      const count = files.filter((name) => name.startsWith(`${graph}_data`)).length;
      return [graph.slice('onnx/'.length), count];
    })
  );
}

const onnx = (part: Part, dtype: Dtype) => `onnx/${part}${SUFFIXES[dtype]}.onnx`;
