/**
 * The bundled model's language model (SmolLM2-135M in 8 bits), dequantised: as a folder that
 * transformers and vLLM load, and as GGUF files in 32 and in 8 bits. The very numbers that the page
 * multiplies by, so that engines are compared and not roundings of weights.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../../lib/jsonFile.mjs';
import { writeGguf } from '../../peer/gguf.mjs';
import { languageModel, pairs } from '../../peer/languageModel.mjs';
import { dequantise } from './dequantise.mjs';
import { bytesOf, writeSafetensors } from './safetensors.mjs';

/** @typedef {import('./safetensors.mjs').FloatTensor} FloatTensor */

/** llama.cpp's names and those of transformers. */
const LAYER = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj'
};

/**
 * @param {string} source folder of the bundled model
 * @param {string} out folder to be made: `hf`, `f32.gguf` and `q8_0.gguf` in it
 */
export async function makeLanguageModel(source, out) {
  const { metadata, tensors } = await languageModel(source);
  const floats = tensors.map((tensor) => ({ ...tensor, data: dequantise(tensor) }));
  const folder = join(out, 'hf');
  await mkdir(folder, { recursive: true });
  const config = await configOf(source);
  await writeJson(join(folder, 'config.json'), config);
  await writeJson(join(folder, 'generation_config.json'), { bos_token_id: 1, eos_token_id: 2 });
  const tokenizer = await tokenizerOf(source);
  await writeJson(join(folder, 'tokenizer.json'), tokenizer.file);
  await writeJson(join(folder, 'tokenizer_config.json'), tokenizer.config);
  const { num_attention_heads: heads, head_dim: size } = config;
  const named = floats.map((tensor) => hubTensor(tensor, heads, size));
  await writeFile(join(folder, 'model.safetensors'), writeSafetensors(named));

  const template = { 'tokenizer.chat_template': { string: tokenizer.config.chat_template } };
  const begun = { ...metadata, ...template, 'tokenizer.ggml.add_bos_token': { bool: false } };
  await writeFile(join(out, 'q8_0.gguf'), writeGguf(begun, tensors));
  const wide = floats.map((one) => ({ ...one, type: /** @type {const} */ ('F32') }));
  const bytes = wide.map((one) => ({ ...one, data: bytesOf(one.data) }));
  const kind = { 'general.file_type': { uint32: 0 } };
  await writeFile(join(out, 'f32.gguf'), writeGguf({ ...begun, ...kind }, bytes));
}

/**
 * @param {FloatTensor} tensor
 * @param {number} heads
 * @param {number} size of a head
 * @returns {FloatTensor}
 */
function hubTensor({ name, shape, data }, heads, size) {
  if (name === 'token_embd.weight') return { name: 'model.embed_tokens.weight', shape, data };
  if (name === 'output_norm.weight') return { name: 'model.norm.weight', shape, data };
  const [, layer = '', part = ''] = name.split('.');
  const hubName = LAYER[/** @type {keyof typeof LAYER} */ (part)];
  const turned = /^attn_[qk]$/.test(part) ? turnedBack(data, shape, heads, size) : data;
  return { name: `model.layers.${layer}.${hubName}.weight`, shape, data: turned };
}

/**
 * Rows as transformers has them, out of llama.cpp's order.
 * @param {Float32Array} data
 * @param {number[]} shape
 * @param {number} heads
 * @param {number} size
 */
function turnedBack(data, [rows = 0, columns = 0], heads, size) {
  const rowAt = pairs(heads, size);
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    out.set(data.subarray(row * columns, (row + 1) * columns), rowAt(row) * columns);
  }
  return out;
}

/** @param {string} source */
async function configOf(source) {
  const { text_config: text } =
    /** @type {{ text_config: { num_attention_heads: number, head_dim: number } }} */ (
      await readJson(join(source, 'config.json'))
    );
  return { ...text, tie_word_embeddings: true, torch_dtype: 'float32' };
}

/** Without the picture's token, which lies beyond this model's vocabulary. @param {string} source */
async function tokenizerOf(source) {
  const file = /** @type {{ added_tokens: { content: string }[] }} */ (
    await readJson(join(source, 'tokenizer.json'))
  );
  const { chat_template } = /** @type {{ chat_template: string }} */ (
    await readJson(join(source, 'tokenizer_config.json'))
  );
  const added = file.added_tokens.filter(({ content }) => content !== '<image>');
  const [bos_token, eos_token, unk_token] = ['<|im_start|>', '<|im_end|>', '<|endoftext|>'];
  const config = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: 4096,
    clean_up_tokenization_spaces: false,
    ...{ bos_token, eos_token, unk_token, pad_token: eos_token, chat_template }
  };
  return { file: { ...file, added_tokens: added }, config };
}

/** @param {string} path @param {unknown} value */
const writeJson = (path, value) => writeFile(path, `${JSON.stringify(value, null, 1)}\n`);
