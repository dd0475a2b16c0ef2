import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Something of others' that is in the build.
 * @typedef {object} Shipped
 * @property {'library' | 'machine-learning-model' | 'data'} type
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression, or a name in words
 * @property {string} text of the licence, or what stands for it
 * @property {string} [integrity] of the package's archive, as the lock file has it
 * @property {string} [sha256] hex, of the file that lists the rest
 * @property {string} [description]
 */

/** Their archives hold what others wrote, put together by their makers: it comes along. */
const PUT_TOGETHER = ['@huggingface/transformers', 'onnxruntime-web', 'protobufjs'];
/** Overridden by an empty package (docs/adr/003), or types alone. */
const EMPTY = /^(onnxruntime-node|sharp|@types\/.*)$/;

/**
 * @param {Iterable<string>} folders of packages, `node_modules/NAME`
 * @returns {Promise<Shipped[]>} by name
 */
export async function shippedPackages(folders) {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')).packages;
  const waiting = [...folders, 'node_modules/onnxruntime-web'];
  /** @type {Map<string, Shipped>} */
  const known = new Map();
  for (let folder = waiting.shift(); folder; folder = waiting.shift()) {
    if (known.has(folder)) continue;
    const { name, version, license, dependencies, author } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8')
    );
    const licence = license ?? 'UNKNOWN';
    known.set(folder, {
      type: 'library',
      name,
      version,
      licence,
      text: await licenceText(folder, licence, author?.name ?? author ?? name),
      integrity: lock[folder]?.integrity
    });
    if (!PUT_TOGETHER.includes(name)) continue;
    const inside = Object.keys(dependencies ?? {}).filter((each) => !EMPTY.test(each));
    waiting.push(...inside.map((each) => `node_modules/${each}`));
  }
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @returns {Promise<Shipped[]>} what is no package: the model, the survey's figures, pictures */
export async function shippedData() {
  const hash = async (/** @type {string} */ file) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  const notice = await readFile('NOTICE', 'utf8');
  const part = (/** @type {string} */ start) =>
    notice.split('\n\n').find((each) => each.startsWith(start)) ?? '';
  return [
    {
      type: 'machine-learning-model',
      name: 'pocket-llava',
      version: '1',
      licence: 'Apache-2.0',
      text: part('Model pocket-llava'),
      sha256: await hash('models/pocket-llava/manifest.json'),
      description: 'The manifest (its hash stands here) has the hash of each of the model’s files.'
    },
    {
      type: 'data',
      name: 'survey figures',
      version: '1',
      licence: 'Non-commercial use, with citation',
      text: part('Survey figures'),
      description: 'Shares of answers from the World Values Survey and the European Values Study.'
    },
    {
      type: 'data',
      name: 'bundled pictures',
      version: '1',
      licence: 'MIT AND Apache-2.0 AND CC-BY-4.0 AND CC0-1.0',
      text: `${part('Pictures')}\n\n${await readFile('public/pictures/LICENCES.md', 'utf8')}`
    },
    {
      type: 'data',
      name: 'Natural Earth',
      version: 'as in world-atlas',
      licence: 'Public domain',
      text: part('World map')
    }
  ];
}

/** @param {string} folder @param {string} licence @param {string} holder */
async function licenceText(folder, licence, holder) {
  const names = await readdir(folder);
  const files = names.filter((name) => /^(licen[cs]e|notice|copying)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  if (texts.length > 0) return texts.map((text) => text.trim()).join('\n\n');
  // Some archives come without the text that they name; MIT's is this project's, too.
  if (licence !== 'MIT') return `(${licence}; the package comes without its text.)`;
  const [, ...terms] = (await readFile('LICENSE', 'utf8')).split(/Copyright.*\n/);
  return `MIT License\n\nCopyright (c) ${holder}\n${terms.join('')}`.trim();
}
