/** The tiny model's files, to be broken. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf } from './input.mjs';
import { sha256Hex } from './studyParts.mjs';

const FOLDER = 'test/tiny-model/tiny-llava';
export const DECODER = 'onnx/decoder_model_merged_quantized.onnx';
export const PACKED = 'onnx/decoder_model_packed_quantized.onnx';
export const ENCODER = 'onnx/vision_encoder_quantized.onnx';
export const EMBEDDER = 'onnx/embed_tokens_quantized.onnx';
export const WEIGHTS = `${DECODER}_data`;

/** @type {Map<string, Uint8Array> | undefined} */
let read;

/** @returns {Map<string, Uint8Array>} by path, a fresh map; without its manifest, so that nothing but what is in a file speaks against it */
export function tinyFiles() {
  read ??= readTiny();
  return new Map(read);
}

function readTiny() {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  for (const path of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path === 'manifest.json' || !statSync(join(FOLDER, path)).isFile()) continue;
    files.set(path.replaceAll('\\', '/'), new Uint8Array(readFileSync(join(FOLDER, path))));
  }
  return files;
}

/** @param {Map<string, Uint8Array>} files @param {string} path @returns {import('./studyParts.mjs').Loose} */
export const jsonIn = (files, path) => JSON.parse(new TextDecoder().decode(files.get(path)));

/**
 * The model with one of its documents changed.
 * @param {string} path
 * @param {(document: import('./studyParts.mjs').Loose) => void} change
 */
export function withDocument(path, change) {
  const files = tinyFiles();
  const document = jsonIn(files, path);
  change(document);
  return files.set(path, bytesOf(JSON.stringify(document)));
}

/** A manifest that fits the files. @param {Map<string, Uint8Array>} files */
export function withManifest(files) {
  const listed = [...files].map(([path, bytes]) => [
    path,
    { bytes: bytes.length, sha256: sha256Hex(bytes) }
  ]);
  return files.set('manifest.json', bytesOf(JSON.stringify({ files: Object.fromEntries(listed) })));
}
