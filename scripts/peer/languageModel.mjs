/**
 * The language model of a bundled model as llama.cpp wants it: the very same 8-bit weights, because
 * ONNX's MatMulNBits (blocks of 32, zero point 128) and GGUF's Q8_0 differ only in how they lie.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTs } from '../importTs.mjs';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/jsonFile.mjs';

/** @typedef {import('./gguf.mjs').GgufTensor} GgufTensor */
/** @typedef {import('./gguf.mjs').GgufValue} GgufValue */

const GRAPH = 'decoder_model_packed_quantized.onnx';
const BLOCK = 32;
/** A float16 scale and 32 signed bytes. */
const BLOCK_BYTES = 2 + BLOCK;

/**
 * @param {string} folder of the model, with config.json, tokenizer.json and onnx/
 * @returns {Promise<{ metadata: Record<string, GgufValue>, tensors: GgufTensor[] }>}
 */
export async function languageModel(folder) {
  const { text_config: shape } = /** @type {{ text_config: Shape }} */ (
    await readJson(join(folder, 'config.json'))
  );
  const weights = await weightsOf(join(folder, 'onnx'));
  const { hidden_size: hidden, intermediate_size: inner, head_dim: size } = shape;
  const { num_attention_heads: heads, num_key_value_heads: keyHeads } = shape;
  const layer = (/** @type {number} */ index) => {
    const from = (/** @type {string} */ name) => `l${index}_${name}`;
    const to = (/** @type {string} */ name) => `blk.${index}.${name}.weight`;
    return [
      weights.float(to('attn_norm'), from('in_w')),
      weights.quantised(to('attn_q'), from('q'), [heads * size, hidden], pairs(heads, size)),
      weights.quantised(to('attn_k'), from('k'), [keyHeads * size, hidden], pairs(keyHeads, size)),
      weights.quantised(to('attn_v'), from('v'), [keyHeads * size, hidden]),
      weights.quantised(to('attn_output'), from('o'), [hidden, heads * size]),
      weights.float(to('ffn_norm'), from('post_w')),
      weights.quantised(to('ffn_gate'), from('g'), [inner, hidden]),
      weights.quantised(to('ffn_up'), from('u'), [inner, hidden]),
      weights.quantised(to('ffn_down'), from('dn'), [hidden, inner])
    ];
  };
  const layers = Array.from({ length: shape.num_hidden_layers }, (_, index) => layer(index));
  const tensors = [
    // Embeddings and output are one table in this model (tied).
    weights.quantised('token_embd.weight', weights.output, [shape.vocab_size, hidden]),
    ...layers.flat(),
    weights.float('output_norm.weight', weights.finalNorm)
  ];
  return { metadata: { ...hyperparameters(shape), ...(await vocabulary(folder)) }, tensors };
}

/** @typedef {{ hidden_size: number, intermediate_size: number, head_dim: number, num_hidden_layers: number, num_attention_heads: number, num_key_value_heads: number, vocab_size: number, max_position_embeddings: number, rms_norm_eps: number, rope_theta: number, bos_token_id: number, eos_token_id: number }} Shape */

/**
 * llama.cpp turns neighbouring pairs of a head (2i, 2i + 1), this model turns i with i + size / 2: the
 * rows of queries and keys change places to match, as in llama.cpp's own conversion.
 * @param {number} heads
 * @param {number} size of a head
 * @returns {(row: number) => number} the row that comes to stand there
 */
export function pairs(heads, size) {
  return (row) => {
    const [head, within] = [Math.floor(row / size), row % size];
    if (head >= heads) throw new RangeError(`Row ${row} lies beyond ${heads} heads.`);
    return head * size + (within % 2) * (size / 2) + Math.floor(within / 2);
  };
}

/**
 * @param {Shape} shape
 * @returns {Record<string, GgufValue>}
 */
function hyperparameters(shape) {
  return {
    'general.architecture': { string: 'llama' },
    'general.name': { string: 'The language model of pocket-llava' },
    'general.file_type': { uint32: 7 },
    'llama.vocab_size': { uint32: shape.vocab_size },
    'llama.context_length': { uint32: shape.max_position_embeddings },
    'llama.embedding_length': { uint32: shape.hidden_size },
    'llama.block_count': { uint32: shape.num_hidden_layers },
    'llama.feed_forward_length': { uint32: shape.intermediate_size },
    'llama.attention.head_count': { uint32: shape.num_attention_heads },
    'llama.attention.head_count_kv': { uint32: shape.num_key_value_heads },
    'llama.attention.layer_norm_rms_epsilon': { float32: shape.rms_norm_eps },
    'llama.rope.dimension_count': { uint32: shape.head_dim },
    'llama.rope.freq_base': { float32: shape.rope_theta },
    'tokenizer.ggml.bos_token_id': { uint32: shape.bos_token_id },
    'tokenizer.ggml.eos_token_id': { uint32: shape.eos_token_id },
    ...DECISIONS
  };
}

/**
 * llama.cpp reads one letter an option behind a prompt in one pass (`createSystemOne`) of models that
 * say `llama.decision.type`, and then does nothing else with them. So the key is written a little
 * otherwise, and mended where decisions are wanted (src/automation/decisionModel.ts). The prompt is
 * the text that is given, and nothing else.
 * @type {Record<string, GgufValue>}
 */
const DECISIONS = {
  'llama.decision_type': { string: 'openjev' },
  'tokenizer.chat_template.systemone': { string: '{{ state }}{{ instructions }}' }
};

/**
 * @param {string} folder
 * @returns {Promise<Record<string, GgufValue>>}
 */
async function vocabulary(folder) {
  const { model, added_tokens: added } =
    /** @type {{ model: { vocab: Record<string, number>, merges: [string, string][] }, added_tokens: { id: number }[] }} */ (
      await readJson(join(folder, 'tokenizer.json'))
    );
  const tokens = Object.entries(model.vocab).sort(([, a], [, b]) => a - b);
  const special = new Set(added.map(({ id }) => id));
  const NORMAL = 1;
  const CONTROL = 3;
  return {
    'tokenizer.ggml.model': { string: 'gpt2' },
    'tokenizer.ggml.pre': { string: 'gpt-2' },
    'tokenizer.ggml.tokens': { strings: tokens.map(([token]) => token) },
    'tokenizer.ggml.token_type': {
      int32s: tokens.map(([, id]) => (special.has(id) ? CONTROL : NORMAL))
    },
    'tokenizer.ggml.merges': { strings: model.merges.map((pair) => pair.join(' ')) }
  };
}

/** @param {string} folder */
async function weightsOf(folder) {
  const { readModel } = /** @type {typeof import('../../src/core/onnx/model.ts')} */ (
    await importTs('src/core/onnx/model.ts')
  );
  const { graph } = readModel(await readFile(join(folder, GRAPH)), GRAPH);
  if (!graph) throw new Failure(`${GRAPH} holds no graph.`);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', tensor]));
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const { externalData } of graph.initializer) {
    const name = entry(externalData, 'location');
    if (name && !files.has(name)) files.set(name, await readFile(join(folder, name)));
  }
  const last = graph.node.findLast(({ opType }) => opType === 'MatMulNBits');
  const norm = graph.node.findLast(({ opType }) => opType?.endsWith('LayerNormalization'));
  return {
    /** Name of the output table, without its `_q` and `_s`. */
    output: (last?.input[1] ?? '').replace(/_q$/, ''),
    finalNorm: norm?.input.at(-1) ?? '',
    float,
    quantised
  };

  /** @param {string} name */
  function bytesOf(name) {
    const tensor = tensors.get(name);
    if (!tensor) throw new Failure(`${GRAPH} has no weights named ${name}.`);
    if (tensor.rawData) return Buffer.from(tensor.rawData);
    const [offset, length] = ['offset', 'length'].map((key) =>
      Number(entry(tensor.externalData, key))
    );
    const file = files.get(entry(tensor.externalData, 'location') ?? '');
    return /** @type {Buffer} */ (file).subarray(offset, Number(offset) + Number(length));
  }

  /**
   * @param {string} name
   * @param {string} from
   * @returns {GgufTensor}
   */
  function float(name, from) {
    const data = bytesOf(from);
    return { name, shape: [data.length / 4], type: 'F32', data };
  }

  /**
   * @param {string} name
   * @param {string} from
   * @param {[number, number]} shape rows and columns
   * @param {(row: number) => number} rowAt which row comes to stand at a row
   * @returns {GgufTensor}
   */
  function quantised(name, from, [rows, columns], rowAt = (row) => row) {
    const [numbers, scales] = [bytesOf(`${from}_q`), bytesOf(`${from}_s`)];
    const perRow = columns / BLOCK;
    const data = Buffer.alloc(rows * perRow * BLOCK_BYTES);
    for (let row = 0; row < rows; row++) {
      for (let block = 0; block < perRow; block++) {
        const source = rowAt(row) * perRow + block;
        const target = (row * perRow + block) * BLOCK_BYTES;
        scales.copy(data, target, source * 2, source * 2 + 2);
        for (let k = 0; k < BLOCK; k++) {
          data.writeInt8(numbers.readUInt8(source * BLOCK + k) - 128, target + 2 + k);
        }
      }
    }
    return { name, shape: [rows, columns], type: 'Q8_0', data };
  }
}

/**
 * @param {{ key?: string, value?: string }[]} entries
 * @param {string} key
 */
const entry = (entries, key) => entries.find((pair) => pair.key === key)?.value;
