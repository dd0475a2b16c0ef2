import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/jsonFile.mjs';

/**
 * A twin's folder: the files of a model on the hub, and beside them what the reference gives.
 * @typedef {object} Twin
 * @property {string} name
 * @property {string} folder
 * @property {import('./reference.ts').Reference} reference
 * @property {string[]} variants of its decoder, `fp32` for the one without an ending
 */

/** A graph's file name: its part of the model and the variant it is in. */
const GRAPH =
  /^onnx\/(?<part>\w+?)(?:_(?<variant>fp16|q4|q4f16|quantized|int8|uint8|bnb4))?\.onnx$/;
const DECODER = /^(?:decoder_model_merged|model)$/;
/** What a part comes in where it lacks the decoder's variant; of halves first, for decoders in halves. */
const OTHERWISE = ['q4', 'quantized', 'int8', 'uint8', 'fp32', 'bnb4'];
const HALVES = ['q4f16', 'fp16'];

/**
 * @param {string} folder laid out as a hub: one folder a twin; those without reference.json are none
 * @returns {Promise<Twin[]>} in the order of their names
 */
export async function readTwins(folder) {
  const entries = await readdir(folder).catch(() => {
    throw new Failure(`${folder} is no folder that can be read: check --folder.`);
  });
  /** @type {Twin[]} */
  const twins = [];
  for (const name of entries.sort()) {
    const path = join(folder, name);
    if (!(await isFile(join(path, 'reference.json')))) continue;
    const reference = /** @type {Twin['reference']} */ (
      await readJson(join(path, 'reference.json'))
    );
    const graphs = (await filesOf(path)).flatMap((file) => graphOf(file) ?? []);
    const variants = graphs.filter(({ part }) => DECODER.test(part)).map(({ variant }) => variant);
    twins.push({ name, folder: path, reference, variants: [...new Set(variants)].sort() });
  }
  if (twins.length === 0) {
    throw new Failure(`${folder} holds no twin: a twin is a folder with a reference.json.`);
  }
  return twins;
}

/**
 * @param {Twin} twin
 * @param {readonly string[]} names none: all
 * @returns {Twin} with these of its cases
 */
export function withCases(twin, names) {
  const all = Object.entries(twin.reference.cases);
  const cases = all.filter(([name]) => names.length === 0 || names.includes(name));
  return { ...twin, reference: { ...twin.reference, cases: Object.fromEntries(cases) } };
}

/**
 * The files of a twin with one variant of its decoder, and one of every other part, so that there is
 * nothing left to choose.
 * @param {Twin} twin
 * @param {string} variant
 * @returns {Promise<string[]>} paths below the twin's folder
 */
export async function filesWith({ folder }, variant) {
  const files = await filesOf(folder);
  const graphs = files.flatMap((file) => graphOf(file) ?? []);
  const order = [variant, ...(HALVES.includes(variant) ? HALVES : []), ...OTHERWISE, ...HALVES];
  const parts = new Set(graphs.map(({ part }) => part));
  const chosen = [...parts].flatMap((part) => {
    const own = graphs.filter((graph) => graph.part === part);
    const wanted = /^(decoder_|model$)/.test(part) ? [variant] : order;
    const found = wanted.flatMap((one) => own.find((graph) => graph.variant === one) ?? []);
    return found.slice(0, 1).map(({ file }) => file);
  });
  return files.filter((file) =>
    file.startsWith('onnx/')
      ? chosen.some((graph) => file === graph || file.startsWith(`${graph}_data`))
      : file !== 'reference.json'
  );
}

/**
 * @param {string} folder
 * @param {readonly string[]} files
 * @returns {Promise<{ files: Record<string, import('../../src/formats/fileRecord.ts').FileRecord> }>}
 *   a model's manifest.json, as the app reads it
 */
export async function manifestOf(folder, files) {
  const records = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(folder, file));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return [file, { bytes: bytes.length, sha256 }];
    })
  );
  return { files: Object.fromEntries(records) };
}

/** @param {string} file */
function graphOf(file) {
  const groups = GRAPH.exec(file)?.groups;
  return groups ? { file, part: String(groups.part), variant: groups.variant ?? 'fp32' } : null;
}

/** @param {string} folder @returns {Promise<string[]>} sorted paths of the model's files below it */
async function filesOf(folder) {
  const top = await readdir(folder);
  const graphs = await readdir(join(folder, 'onnx')).catch(() => []);
  const all = [...top, ...graphs.map((name) => `onnx/${name}`)].sort();
  const wanted = await Promise.all(
    all.map(
      async (file) => !/^(\.|README)/.test(basename(file)) && (await isFile(join(folder, file)))
    )
  );
  return all.filter((_, index) => wanted[index]);
}

/** @param {string} path */
async function isFile(path) {
  return stat(path).then(
    (found) => found.isFile(),
    () => false
  );
}
