import { AppError } from '../../core/errors.ts';
import type { Manifest } from './manifest.ts';

/** File-name endings by precision, as transformers.js writes them. */
const SUFFIXES: Record<string, string> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4'
};

export interface NeededFiles {
  dtype: string;
  /** Does the packed graph stand in for the standard one? */
  packed: boolean;
  files: string[];
  /** File that transformers.js asks for -> file whose bytes it gets. */
  substitutes: ReadonlyMap<string, string>;
}

/**
 * Chooses a model's files: configurations, picture encoder, embedding and ONE decoder. The packed
 * decoder goes under the standard one's name, so that the model loads through transformers.js and
 * the weights, which both share, are held once.
 * @throws AppError `model-incomplete`
 */
export function neededFiles(manifest: Manifest, model: string): NeededFiles {
  const names = [...manifest.files.keys()];
  const dtype = Object.keys(SUFFIXES).find((candidate) =>
    ['vision_encoder', 'embed_tokens', 'decoder_model_merged'].every((part) =>
      manifest.files.has(onnx(part, candidate))
    )
  );
  if (dtype === undefined) throw new AppError('model-incomplete', { model });
  const standard = onnx('decoder_model_merged', dtype);
  const packedGraph = onnx('decoder_model_packed', dtype);
  const packed = manifest.files.has(packedGraph);
  const graphs = [
    onnx('vision_encoder', dtype),
    onnx('embed_tokens', dtype),
    packed ? packedGraph : standard
  ];
  const weightsOf = [onnx('vision_encoder', dtype), onnx('embed_tokens', dtype), standard];
  return {
    dtype,
    packed,
    substitutes: new Map(packed ? [[standard, packedGraph]] : []),
    files: names.filter(
      (name) =>
        name.endsWith('.json') ||
        graphs.includes(name) ||
        weightsOf.some((graph) => name.startsWith(`${graph}_data`))
    )
  };
}

const onnx = (part: string, dtype: string) => `onnx/${part}${SUFFIXES[dtype]}.onnx`;
