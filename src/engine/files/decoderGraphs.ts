import { AppError } from '../../core/errors.ts';
import { withCacheSizes } from '../../core/onnx/cacheSizes.ts';
import { gatherDecoder } from '../../core/onnx/gatherDecoder.ts';
import { readModel, writeModel } from '../../core/onnx/model.ts';
import { packDecoder } from '../../core/onnx/packDecoder.ts';
import { namesOf } from '../../core/onnx/packDecoderGraph.ts';
import { KEEP } from '../../core/onnx/packDecoderLogits.ts';
import { pointWeightsTo } from '../../core/onnx/packDecoderWeights.ts';
import { ROUNDS_TOGETHER, roundsTogether } from '../../core/onnx/roundsTogether.ts';
import { shortDecoder } from '../../core/onnx/shortDecoder.ts';
import { spellAttention } from '../../core/onnx/spellAttention.ts';
import { spellProducts } from '../../core/onnx/spellProducts.ts';
import type { ModelProto } from '../../core/onnx/types.ts';
import type { Reason } from '../engineApi.ts';
import type { FileBytes } from './fetchFiles.ts';
import { dataFile, dataFilesOf, type NeededFiles } from './neededFiles.ts';

/** One way to hand a model's decoder to transformers.js. */
export interface DecoderGraph {
  /** File that transformers.js asks for -> file whose bytes it gets. */
  substitutes: ReadonlyMap<string, string>;
  /** Weight files beside each graph, by the graph's name without folder. */
  dataFiles: Readonly<Record<string, number>>;
  /** Outputs that are inputs of a later call: they stay on the device. */
  keeps: readonly string[];
}

export interface DecoderGraphs {
  /** As it ships; null where the model ships a packed graph: one decoder is enough. */
  standard: DecoderGraph | null;
  packed: DecoderGraph | null;
  /** As it ships, but for logits where nobody reads them; null where nothing is gained by that. */
  gathered: DecoderGraph | null;
  /** Why the standard graph cannot be packed, or only asked one prompt at a time. */
  refusal: Reason | null;
}

/** The rewritten graphs among the files in memory; no model has files of these names. */
const PACKED = 'onnx/decoder_model_rewritten.onnx';
const GATHERED = 'onnx/decoder_model_gathered.onnx';
const BEGINNING = 'onnx/decoder_model_beginning.onnx';

/**
 * The decoder as it ships, and rewritten over the same weights: packed, and one that computes wanted
 * logits only, in case. Adds rewritten graphs to `files`.
 * @param spell attentions in matrix products, and products with few bits, in steps that WASM is
 *   quicker at
 */
export function decoderGraphs(
  files: FileBytes,
  needed: NeededFiles,
  spell: boolean
): DecoderGraphs {
  const dataFiles = dataFilesOf(needed);
  const products = (model: ModelProto) => (spell ? spellProducts(model) : model);
  const finish = (model: ModelProto) => (spell ? products(spellAttention(model)) : model);
  if (needed.packed) {
    const { model, save } = rewriting(files, needed, needed.packed);
    const substitutes = new Map([[needed.decoder, needed.packed]]);
    const packed = spell
      ? save(PACKED, spellAttention(model))
      : { substitutes, dataFiles, keeps: kept(model) };
    return { standard: null, packed, gathered: null, refusal: null };
  }
  const standard = { substitutes: new Map<string, string>(), dataFiles, keeps: [] };
  try {
    const { model, save } = rewriting(files, needed, needed.decoder);
    const gathered = choosesLogits(model) && !spell ? null : gatherDecoder(model);
    const packed = roundsTogether(model)
      ? { refused: ROUNDS_TOGETHER, params: {} }
      : packDecoder(model);
    const refused = 'refused' in packed;
    return {
      standard: { ...standard, keeps: kept(model) },
      packed: refused ? null : save(PACKED, finish(packed)),
      gathered: gathered && !('refused' in gathered) ? save(GATHERED, products(gathered)) : null,
      refusal: refused ? { code: packed.refused, params: packed.params } : null
    };
  } catch (thrown) {
    const { code, params } = AppError.from(thrown);
    return { standard, packed: null, gathered: null, refusal: { code, params } };
  }
}

/**
 * The beginning of the decoder that ships (`shortDecoder`), or all of it where it has no beginning.
 * Adds it to `files`.
 * @throws AppError `onnx-malformed`
 */
export function beginningOf(files: FileBytes, needed: NeededFiles): DecoderGraph {
  const { model, save } = rewriting(files, needed, needed.packed ?? needed.decoder);
  return { ...save(BEGINNING, shortDecoder(model) ?? model), keeps: [] };
}

const kept = ({ graph }: ModelProto) =>
  namesOf(graph?.output ?? []).filter((name) => name.startsWith('present'));

/** Does the graph compute the last logits only, as many as it is asked for? */
const choosesLogits = ({ graph }: ModelProto) =>
  graph?.input.some(({ name }) => name === KEEP) ?? false;

interface Rewriting {
  model: ModelProto;
  /** Adds a rewriting to the files, in the standard graph's place. @param as its name there */
  save(as: string, graph: ModelProto): DecoderGraph;
}

/** Reads the graph in the file `from`, to be rewritten over the weights as they are. */
function rewriting(files: FileBytes, needed: NeededFiles, from: string): Rewriting {
  const { decoder } = needed;
  const dataFiles = dataFilesOf(needed);
  const file = files.get(from) as Uint8Array<ArrayBuffer>;
  const name = decoder.slice(decoder.lastIndexOf('/') + 1);
  const count = dataFiles[name] ?? 0;
  const ownData = dataFile(name, count);
  const read = withCacheSizes(readModel(file, from));
  const { model, used } = pointWeightsTo(read, file, ownData);
  const folder = decoder.slice(0, decoder.length - name.length);
  return {
    model,
    save(as, graph) {
      // A copy of its own buffer: whole buffers are what the runtime is given.
      files.set(as, writeModel(graph).slice());
      const substitutes = new Map([[decoder, as]]);
      if (used) substitutes.set(folder + ownData, from);
      return {
        substitutes,
        dataFiles: { ...dataFiles, [name]: count + Number(used) },
        keeps: kept(graph)
      };
    }
  };
}
