import { writeModel } from '../../src/core/onnx/model.ts';
import { buildTinyModel, json, manifest, SEED } from './build.ts';
import { decoders } from './decoder.ts';

/**
 * The tiny model with a second set of files under the names of half precision. They compute in 32
 * bits, so that an adapter without half precision can run them too.
 * @param wrong the second decoder is another model's
 * @returns files by path
 */
export function buildTwoPrecisions(wrong: boolean): Map<string, Uint8Array> {
  const files = buildTinyModel();
  const data = ['', '_1'].map((part) => `decoder_model_merged_fp16.onnx_data${part}`);
  const second = decoders(wrong ? SEED + 1 : SEED, data);
  for (const part of ['embed_tokens', 'vision_encoder']) {
    files.set(`onnx/${part}_fp16.onnx`, files.get(`onnx/${part}_quantized.onnx`) as Uint8Array);
  }
  for (const [name, bytes] of second.files) files.set(`onnx/${name}`, bytes);
  files.set('onnx/decoder_model_merged_fp16.onnx', writeModel(second.standard));
  files.set('onnx/decoder_model_packed_fp16.onnx', writeModel(second.packed));
  files.delete('manifest.json');
  files.set('manifest.json', json(manifest(files)));
  return files;
}
