import { createHash } from 'node:crypto';
import { writeModel } from '../../src/core/onnx/model.ts';
import { canaries } from './canaries.ts';
import { decoders } from './decoder.ts';
import { pictureEncoder, tokenEmbedder } from './encoders.ts';
import { configurations } from './texts.ts';

export const SEED = 20240607;
// Two data files, because the bundled model's weights come in several too.
const DATA = ['', '_1'].map((part) => `decoder_model_merged_quantized.onnx_data${part}`);

/**
 * A random model of the bundled model's kind, small enough to run on a software GPU: the same
 * files, graph inputs, outputs and operators. The same bytes on every call.
 * @returns files by path, `manifest.json` last
 */
export function buildTinyModel(): Map<string, Uint8Array> {
  const { standard, packed, files: data } = decoders(SEED, DATA);
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of configurations(DATA.length)) files.set(name, json(content));
  for (const [name, bytes] of data) files.set(`onnx/${name}`, bytes);
  for (const [name, model] of Object.entries({
    decoder_model_merged: standard,
    decoder_model_packed: packed,
    embed_tokens: tokenEmbedder(SEED),
    vision_encoder: pictureEncoder(SEED)
  })) {
    files.set(`onnx/${name}_quantized.onnx`, writeModel(model));
  }
  files.set('canaries.json', json(canaries(files)));
  files.set('manifest.json', json(manifest(files)));
  return files;
}

/** `manifest.json` of a model's files. */
export function manifest(files: ReadonlyMap<string, Uint8Array>) {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    total: sorted.reduce((sum, [, { length }]) => sum + length, 0),
    files: Object.fromEntries(
      sorted.map(([path, bytes]) => [
        path,
        { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      ])
    )
  };
}

export const json = (content: object) =>
  new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`);
