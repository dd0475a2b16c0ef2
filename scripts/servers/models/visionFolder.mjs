/**
 * A twin of SmolVLM (test/fixtures/twins) as a folder that transformers and vLLM load: the weights
 * are those of its graphs in 32 bits, number for number.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../../lib/jsonFile.mjs';
import { graphWeights } from './graphWeights.mjs';
import { writeSafetensors } from './safetensors.mjs';
import { wideHeads } from './wideHeads.mjs';

/** @typedef {import('./safetensors.mjs').FloatTensor} FloatTensor */
/** @typedef {{ num_attention_heads: number, num_key_value_heads: number, head_dim: number, num_hidden_layers: number }} Text */

/** vLLM's attention on a CPU knows no smaller heads. */
const HEAD = 32;

/**
 * @param {string} source the twin's folder
 * @param {string} out folder to be made
 */
export async function makeVisionModel(source, out) {
  await mkdir(out, { recursive: true });
  const config = /** @type {{ text_config: Text }} */ (await readJson(join(source, 'config.json')));
  const text = config.text_config;
  const graphOf = (/** @type {string} */ name) =>
    graphWeights(join(source, 'onnx', `${name}.onnx`));
  const vision = await graphOf('vision_encoder');
  const embed = await graphOf('embed_tokens');
  const decoder = await graphOf('decoder_model_merged');
  const layers = Array.from({ length: text.num_hidden_layers }, (_, k) => layerOf(decoder, text, k));
  const tensors = [
    ...visionTensors(vision),
    renamed(embed.named('e.weight'), 'model.text_model.embed_tokens.weight'),
    ...layers.flat(),
    renamed(
      decoder.named(`model.layers.${text.num_hidden_layers}.final_norm_layernorm.weight`),
      'model.text_model.norm.weight'
    ),
    renamed(turned(decoder.named('lm_head.MatMul.weight')), 'lm_head.weight')
  ];
  await writeFile(join(out, 'model.safetensors'), writeSafetensors(tensors));
  const wide = { ...config, text_config: { ...text, head_dim: HEAD }, torch_dtype: 'float32' };
  await writeJson(join(out, 'config.json'), wide);
  const kept = ['generation_config', 'preprocessor_config', 'processor_config', 'chat_template'];
  for (const name of kept) await copyFile(join(source, `${name}.json`), join(out, `${name}.json`));
  await writeTokenizer(source, out);
}

/** @typedef {{ content: string, special: boolean }} Added */

/**
 * llama.cpp looks up one token for two line ends, which stands between SmolVLM's views; the twin's
 * tokenizer is cut and has none, so a reserved token becomes it (for all engines, the page too).
 * @param {string} source
 * @param {string} out
 */
export async function writeTokenizer(source, out) {
  const spare = '<|reserved_special_token_0|>';
  const named = (/** @type {Added} */ token) =>
    token.content === spare ? { ...token, content: '\n\n', special: false } : token;
  const [file, config] =
    /** @type {[{ added_tokens: Added[] }, { added_tokens_decoder: Record<string, Added> }]} */ (
      await Promise.all(
        ['tokenizer', 'tokenizer_config'].map((name) => readJson(join(source, `${name}.json`)))
      )
    );
  const decoder = Object.entries(config.added_tokens_decoder).map(([id, one]) => [id, named(one)]);
  await writeJson(join(out, 'tokenizer.json'), {
    ...file,
    added_tokens: file.added_tokens.map(named)
  });
  await writeJson(join(out, 'tokenizer_config.json'), {
    ...config,
    added_tokens_decoder: Object.fromEntries(decoder)
  });
}

/** @typedef {import('./graphWeights.mjs').GraphWeights} GraphWeights */

/** @param {GraphWeights} graph @returns {FloatTensor[]} */
function visionTensors({ floats, products }) {
  const plain = floats
    .filter(({ name }) => name.startsWith('m.'))
    .map((tensor) => renamed(tensor, `model.${tensor.name.slice(2)}`));
  const weights = products.map(({ weight, bias }) =>
    renamed(
      turned(weight),
      // The connector alone has no bias.
      bias
        ? `model.${bias.slice(2).replace(/bias$/, 'weight')}`
        : 'model.connector.modality_projection.proj.weight'
    )
  );
  return [...plain, ...weights];
}

/**
 * @param {GraphWeights} decoder
 * @param {Text} text
 * @param {number} index
 * @returns {FloatTensor[]}
 */
function layerOf(decoder, text, index) {
  const { num_attention_heads: heads, num_key_value_heads: keyHeads, head_dim: size } = text;
  const at = `model.layers.${index}`;
  const to = `model.text_model.layers.${index}`;
  const linear = (/** @type {string} */ name) => turned(decoder.named(`${at}.${name}.MatMul.weight`));
  const all = linear('attn.qkv_proj');
  const columns = all.shape[1] ?? 0;
  let row = 0;
  const rows = (/** @type {number} */ count) => {
    const data = all.data.slice(row * columns, (row + count) * columns);
    row += count;
    return { name: '', shape: [count, columns], data };
  };
  const [q, k, v] = [rows(heads * size), rows(keyHeads * size), rows(keyHeads * size)];
  const wide = wideHeads({ q, k, v, o: linear('attn.o_proj') }, size, HEAD);
  return [
    renamed(decoder.named(`${at}.input_layernorm.weight`), `${to}.input_layernorm.weight`),
    renamed(wide.q, `${to}.self_attn.q_proj.weight`),
    renamed(wide.k, `${to}.self_attn.k_proj.weight`),
    renamed(wide.v, `${to}.self_attn.v_proj.weight`),
    renamed(wide.o, `${to}.self_attn.o_proj.weight`),
    renamed(
      decoder.named(`${at}.post_attention_layernorm.weight`),
      `${to}.post_attention_layernorm.weight`
    ),
    ...['gate_proj', 'up_proj', 'down_proj'].map((name) =>
      renamed(linear(`mlp.${name}`), `${to}.mlp.${name}.weight`)
    )
  ];
}

/** @param {FloatTensor} tensor @param {string} name @returns {FloatTensor} */
const renamed = (tensor, name) => ({ ...tensor, name });

/** ONNX multiplies from the right, transformers from the left. @param {FloatTensor} tensor */
function turned({ name, shape: [rows = 0, columns = 0], data }) {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[column * rows + row] = data[row * columns + column] ?? NaN;
    }
  }
  return { name, shape: [columns, rows], data: out };
}

/** @param {string} path @param {unknown} value */
const writeJson = (path, value) => writeFile(path, `${JSON.stringify(value, null, 1)}\n`);
