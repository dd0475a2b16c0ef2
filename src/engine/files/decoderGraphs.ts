import { AppError } from '../../core/errors.ts';
import { readModel, writeModel } from '../../core/onnx/model.ts';
import { packDecoder } from '../../core/onnx/packDecoder.ts';
import { pointWeightsTo } from '../../core/onnx/packDecoderWeights.ts';
import type { Reason } from '../api.ts';
import type { FileBytes } from './fetchFiles.ts';
import { dataFilesOf, type NeededFiles } from './neededFiles.ts';

/** One way to hand a model's decoder to transformers.js. */
export interface DecoderGraph {
  /** File that transformers.js asks for -> file whose bytes it gets. */
  substitutes: ReadonlyMap<string, string>;
  /** Weight files beside each graph, by the graph's name without folder. */
  dataFiles: Readonly<Record<string, number>>;
}

export interface DecoderGraphs {
  /** Null where the model ships a packed graph: one decoder is enough. */
  standard: DecoderGraph | null;
  packed: DecoderGraph | null;
  /** Why the standard graph cannot be packed. */
  refusal: Reason | null;
}

/** The rewritten graph among the files in memory; no model has a file of this name. */
const REWRITTEN = 'onnx/decoder_model_rewritten.onnx';

/**
 * The decoder as it ships, and packed: the shipped packed graph, or the standard one rewritten over
 * the same weights. Adds the rewritten graph to `files`.
 */
export function decoderGraphs(files: FileBytes, needed: NeededFiles): DecoderGraphs {
  const dataFiles = dataFilesOf(needed);
  if (needed.packed) {
    const packed = { substitutes: new Map([[needed.decoder, needed.packed]]), dataFiles };
    return { standard: null, packed, refusal: null };
  }
  const standard = { substitutes: new Map<string, string>(), dataFiles };
  try {
    return { standard, ...rewritten(files, needed, dataFiles) };
  } catch (thrown) {
    const { code, params } = AppError.from(thrown);
    return { standard, packed: null, refusal: { code, params } };
  }
}

function rewritten(
  files: FileBytes,
  { decoder }: NeededFiles,
  dataFiles: Readonly<Record<string, number>>
): Pick<DecoderGraphs, 'packed' | 'refusal'> {
  const file = files.get(decoder) as Uint8Array<ArrayBuffer>;
  const name = decoder.slice(decoder.lastIndexOf('/') + 1);
  const count = dataFiles[name] ?? 0;
  const ownData = `${name}_data${count === 0 ? '' : `_${count}`}`;
  const { model, used } = pointWeightsTo(readModel(file, decoder), file, ownData);
  const packed = packDecoder(model);
  if ('refused' in packed) {
    return { packed: null, refusal: { code: packed.refused, params: packed.params } };
  }
  // A copy of its own buffer: whole buffers are what the runtime is given.
  files.set(REWRITTEN, writeModel(packed).slice());
  const folder = decoder.slice(0, decoder.length - name.length);
  const substitutes = new Map([[decoder, REWRITTEN]]);
  if (used) substitutes.set(folder + ownData, decoder);
  return {
    packed: { substitutes, dataFiles: { ...dataFiles, [name]: count + Number(used) } },
    refusal: null
  };
}
