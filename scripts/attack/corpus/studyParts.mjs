/** A small study as its zip holds it, to be changed before it is packed with right checksums. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { bytesOf } from './input.mjs';
import { zipFile } from './zipFile.mjs';

/**
 * Documents of any shape, since they are to be broken.
 * @typedef {Record<string, any>} Loose
 * @typedef {object} StudyParts
 * @property {Loose} manifest its `files` are filled in when it is packed
 * @property {Loose} study
 * @property {string[]} answers lines of the table, its head first
 * @property {string} gates
 * @property {Map<string, Uint8Array>} more other parts
 */

/** Of the bundled example of a language model: the first answers to each of its first cues. */
const ROWS = 64;

/** @type {StudyParts | undefined} */
let read;

/** @returns {StudyParts} a fresh copy */
export function studyParts() {
  read ??= readParts();
  return structuredClone(read);
}

function readParts() {
  const parts = unzipSync(readFileSync('public/example-study/words.zip'));
  const text = (/** @type {string} */ part) => new TextDecoder().decode(parts[part]);
  const manifest = JSON.parse(text('manifest.json'));
  // For people alone, and most of the bytes.
  delete manifest.prompts;
  return {
    manifest,
    study: { ...JSON.parse(text('study.json')), name: 'Hostile' },
    answers: text('answers.csv')
      .trimEnd()
      .split('\r\n')
      .slice(0, ROWS + 1),
    gates: text('gates.csv'),
    more: new Map()
  };
}

/** The parts by name, the manifest's checksums right. @param {StudyParts} study */
export function partsOf({ manifest, study, answers, gates, more }) {
  const files = new Map([
    ['study.json', bytesOf(jsonText(study))],
    ['answers.csv', bytesOf(`${answers.join('\r\n')}\r\n`)],
    ['gates.csv', bytesOf(gates)],
    ...more
  ]);
  const listed = Object.fromEntries([...files].map(([name, bytes]) => [name, fileRecord(bytes)]));
  return new Map([...files, ['manifest.json', bytesOf(jsonText({ ...manifest, files: listed }))]]);
}

/** @param {Uint8Array} bytes */
const fileRecord = (bytes) => ({ bytes: bytes.length, sha256: sha256Hex(bytes) });

/** @param {Uint8Array} bytes */
export const sha256Hex = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** JSON with numbers that JSON.stringify cannot write: `{ $raw: '1e999' }` is written as it is. */
export function jsonText(/** @type {unknown} */ value) {
  return JSON.stringify(value).replaceAll(/\{"\$raw":"([^"]*)"\}/g, '$1');
}

/** @param {StudyParts} study */
function packedStudy(study) {
  return zipFile([...partsOf(study)].map(([name, bytes]) => ({ name, bytes })));
}

/**
 * A study's zip with something changed.
 * @param {(parts: StudyParts) => void} [change]
 */
export function studyZip(change = () => undefined) {
  const parts = studyParts();
  change(parts);
  return packedStudy(parts);
}
