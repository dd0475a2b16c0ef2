import { AppError } from '../../core/errors.ts';
import { readModel, writeModel } from '../../core/onnx/model.ts';
import { packDecoder } from '../../core/onnx/packDecoder.ts';
import type { PackRefusal } from '../../core/onnx/packDecoderGraph.ts';
import { pointWeightsTo } from '../../core/onnx/packDecoderWeights.ts';
import { spellAttention } from '../../core/onnx/spellAttention.ts';
import type { ModelProto } from '../../core/onnx/types.ts';
import type { Reason } from '../engineApi.ts';
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
 * the same weights. Adds a rewritten graph to `files`.
 * @param spell the packed graph's attentions in matrix products, which WASM is quicker at
 */
export function decoderGraphs(
  files: FileBytes,
  needed: NeededFiles,
  spell: boolean
): DecoderGraphs {
  const dataFiles = dataFilesOf(needed);
  const finish = (model: ModelProto) => (spell ? spellAttention(model) : model);
  if (needed.packed) {
    if (spell) return { standard: null, ...rewritten(files, needed, needed.packed, finish) };
    const packed = { substitutes: new Map([[needed.decoder, needed.packed]]), dataFiles };
    return { standard: null, packed, refusal: null };
  }
  const standard = { substitutes: new Map<string, string>(), dataFiles };
  try {
    const pack = (model: ModelProto) => {
      const packed = packDecoder(model);
      return 'refused' in packed ? packed : finish(packed);
    };
    return { standard, ...rewritten(files, needed, needed.decoder, pack) };
  } catch (thrown) {
    const { code, params } = AppError.from(thrown);
    return { standard, packed: null, refusal: { code, params } };
  }
}

/** What `rewrite` makes of the graph in the file `from`, in the standard graph's place. */
function rewritten(
  files: FileBytes,
  needed: NeededFiles,
  from: string,
  rewrite: (model: ModelProto) => ModelProto | PackRefusal
): Pick<DecoderGraphs, 'packed' | 'refusal'> {
  const { decoder } = needed;
  const dataFiles = dataFilesOf(needed);
  const file = files.get(from) as Uint8Array<ArrayBuffer>;
  const name = decoder.slice(decoder.lastIndexOf('/') + 1);
  const count = dataFiles[name] ?? 0;
  const ownData = `${name}_data${count === 0 ? '' : `_${count}`}`;
  const { model, used } = pointWeightsTo(readModel(file, from), file, ownData);
  const graph = rewrite(model);
  if ('refused' in graph) {
    return { packed: null, refusal: { code: graph.refused, params: graph.params } };
  }
  // A copy of its own buffer: whole buffers are what the runtime is given.
  files.set(REWRITTEN, writeModel(graph).slice());
  const folder = decoder.slice(0, decoder.length - name.length);
  const substitutes = new Map([[decoder, REWRITTEN]]);
  if (used) substitutes.set(folder + ownData, from);
  return {
    packed: { substitutes, dataFiles: { ...dataFiles, [name]: count + Number(used) } },
    refusal: null
  };
}
