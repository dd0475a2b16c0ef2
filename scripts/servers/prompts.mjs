/** The prompts that engines are compared by, as turns. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { importTs } from '../importTs.mjs';
import { patternPng } from './models/patternPng.mjs';

/** @typedef {import('./reference.mjs').Turns} Turns */

/**
 * @param {Parameters<typeof import('./jobs.ts').studyJobs>[0]} asked
 * @param {readonly string[]} [pictures] paths, parallel to `asked.pictures`
 * @returns {Promise<Turns[]>} without baselines, which no chat template writes
 */
export async function studyTurns(asked, pictures = []) {
  const { studyJobs, turnsOf } = /** @type {typeof import('./asking.ts')} */ (
    await importTs('scripts/servers/asking.ts')
  );
  const jobs = await studyJobs(asked);
  const turns = jobs.map(({ prefix, suffix, picture, targets }) => {
    const path = picture === null ? null : pictures[asked.pictures?.indexOf(picture) ?? -1];
    return { ...turnsOf(prefix + suffix, picture), picture: path ?? null, targets };
  });
  return turns.filter(({ user }) => user !== null);
}

/** One of the pictures that no engine has to resize, `size` pixels a side. */
const SQUARES = {
  /** @type {(x: number, y: number) => [number, number, number]} */
  red: () => [214, 30, 40],
  /** @type {(x: number, y: number) => [number, number, number]} */
  blue: () => [20, 60, 200],
  /** @type {(x: number, y: number) => [number, number, number]} */
  stripes: (x, y) => [(x * 3) % 256, (y * 5) % 256, ((x >> 5) + (y >> 4)) % 2 ? 220 : 35]
};

/**
 * @param {string} folder to write them to
 * @param {number} size
 * @param {readonly (keyof typeof SQUARES)[]} names
 * @returns {Promise<string[]>} paths
 */
export function squares(folder, size, names) {
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, `${name}-${size}.png`);
      await writeFile(path, patternPng(size, SQUARES[name]));
      return path;
    })
  );
}

/** Photographs and drawings of other sizes, which every engine resizes in its own way. */
export const PHOTOGRAPHS = [
  'test/fixtures/golden/chelsea.png',
  'test/fixtures/golden/flag_twemoji_gq.png',
  'test/fixtures/twins/pictures/wide.png'
].map((path) => resolve(path));

/** @param {readonly string[]} pictures paths @param {number} questions @returns {Promise<Turns[]>} */
export const pictureTurns = (pictures, questions) =>
  studyTurns(
    { pictures: pictures.map((_, at) => String(at).padStart(64, '0')), questions },
    pictures
  );
