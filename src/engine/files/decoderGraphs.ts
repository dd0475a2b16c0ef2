import { AppError } from '../../core/errors.ts';
import { gatherDecoder } from '../../core/onnx/gatherDecoder.ts';
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

/** The rewritten graphs among the files in memory; no model has files of these names. */
const PACKED = 'onnx/decoder_model_rewritten.onnx';
const GATHERED = 'onnx/decoder_model_gathered.onnx';

/**
 * The decoder as it ships, but for logits where nobody reads them; and packed: the shipped packed
 * graph, or the standard one rewritten over the same weights. Adds rewritten graphs to `files`.
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
    const substitutes = new Map([[needed.decoder, needed.packed]]);
    const packed = spell
      ? rewriting(files, needed, needed.packed)(PACKED, finish)
      : { substitutes, dataFiles };
    return { standard: null, packed: packed as DecoderGraph, refusal: null };
  }
  const asShipped = { substitutes: new Map<string, string>(), dataFiles };
  try {
    const rewrite = rewriting(files, needed, needed.decoder);
    const gathered = rewrite(GATHERED, gatherDecoder);
    const standard = 'refused' in gathered ? asShipped : gathered;
    const packed = rewrite(PACKED, (model) => {
      const made = packDecoder(model);
      return 'refused' in made ? made : finish(made);
    });
    if (!('refused' in packed)) return { standard, packed, refusal: null };
    return { standard, packed: null, refusal: { code: packed.refused, params: packed.params } };
  } catch (thrown) {
    const { code, params } = AppError.from(thrown);
    return { standard: asShipped, packed: null, refusal: { code, params } };
  }
}

type Rewrite = (model: ModelProto) => ModelProto | PackRefusal;

/**
 * Reads the graph in the file `from` once; what is returned puts a rewriting of it, under a name
 * among the files, in the standard graph's place.
 */
function rewriting(files: FileBytes, needed: NeededFiles, from: string) {
  const { decoder } = needed;
  const dataFiles = dataFilesOf(needed);
  const file = files.get(from) as Uint8Array<ArrayBuffer>;
  const name = decoder.slice(decoder.lastIndexOf('/') + 1);
  const count = dataFiles[name] ?? 0;
  const ownData = `${name}_data${count === 0 ? '' : `_${count}`}`;
  const { model, used } = pointWeightsTo(readModel(file, from), file, ownData);
  const folder = decoder.slice(0, decoder.length - name.length);
  return (as: string, rewrite: Rewrite): DecoderGraph | PackRefusal => {
    const graph = rewrite(model);
    if ('refused' in graph) return graph;
    // A copy of its own buffer: whole buffers are what the runtime is given.
    files.set(as, writeModel(graph).slice());
    const substitutes = new Map([[decoder, as]]);
    if (used) substitutes.set(folder + ownData, from);
    return { substitutes, dataFiles: { ...dataFiles, [name]: count + Number(used) } };
  };
}
