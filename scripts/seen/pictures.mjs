import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { packageFolder } from './packages.mjs';
import { COUNTRY_NAMES, DRAWN_BY_LOT, DRAWN_SETS, PHOTOGRAPHS } from './sources.mjs';

/**
 * @typedef {object} HeldOut a picture and what it shows
 * @property {string} file
 * @property {import('./sources.mjs').SetKind} kind
 * @property {string} set
 * @property {readonly string[]} right names that are right, as `bare` gives them
 */

/** The folder of drawings as the app is handed them. */
const DRAWN = join('.cache', 'seen', 'drawn');
const FLAG = 'the flag of ';
/** An SVG without a size of its own would be taken in small. */
const PIXELS = 512;

/**
 * A concept without article and capitals: "a lion" is "a lion" among emoji and among photographs.
 * @param {string} name
 */
export const bare = (name) => name.replace(/^(a|an|the) /, '').toLowerCase();

/**
 * All held-out pictures: of each drawn set so many by lot, and every labelled photograph.
 * @param {readonly string[]} concepts names that the model has
 * @returns {HeldOut[]}
 */
export function heldOutPictures(concepts) {
  mkdirSync(DRAWN, { recursive: true });
  const drawn = DRAWN_SETS.flatMap((set) => {
    const found = drawingsOf(set, concepts);
    const few = byLot(found, `${set.name} ${set.kind}`).slice(0, DRAWN_BY_LOT[set.kind]);
    return few.map(({ name, svg }) => {
      const file = join(DRAWN, `${slug(`${set.name} ${set.kind} ${name}`)}.svg`);
      writeFileSync(file, svg());
      return { file: resolve(file), kind: set.kind, set: set.name, right: [bare(name)] };
    });
  });
  return [...drawn, ...photographs(concepts)];
}

/**
 * @param {readonly string[]} concepts
 * @returns {HeldOut[]}
 */
function photographs(concepts) {
  return PHOTOGRAPHS.flatMap(({ registry, package: name, pictures }) =>
    pictures.map(({ file, right }) => {
      const strange = right.find((each) => !concepts.includes(each));
      if (strange) throw new Failure(`${file}: the model has no concept “${strange}”.`);
      const path = inFolder(packageFolder(registry, name), file);
      return {
        ...{ file: resolve(path), kind: /** @type {const} */ ('photograph') },
        ...{ set: name, right: right.map(bare) }
      };
    })
  );
}

/**
 * A wheel's data lie below a folder that is named after its version.
 * @param {string} folder
 * @param {string} file
 */
function inFolder(folder, file) {
  const direct = join(folder, file);
  if (existsSync(direct)) return direct;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${file}`)
  );
  if (!found) throw new Failure(`${folder} holds no ${file}.`);
  return join(folder, found);
}

/**
 * Drawings of a set that show what the model has a name for.
 * @param {import('./sources.mjs').DrawnSet} set
 * @param {readonly string[]} concepts
 * @returns {{ name: string, svg: () => string }[]}
 */
function drawingsOf(set, concepts) {
  const drawing = set.form === 'iconify' ? iconify(set.package) : svgFiles(set.package);
  const flags = concepts.filter((name) => name.startsWith(FLAG));
  const keyOf = keysOf(set);
  const names = set.kind === 'flag' ? flags : concepts.filter((name) => !flags.includes(name));
  return [...new Set(names)].flatMap((name) => {
    const svg = drawing(keyOf(name));
    return svg ? { name, svg } : [];
  });
}

/**
 * @param {string} name of a package of the Iconify project
 * @returns {(key: string) => (() => string) | null}
 */
function iconify(name) {
  const path = join(packageFolder('npm', name), 'icons.json');
  /** @type {{ icons: Record<string, { body: string, width?: number, height?: number }>, width?: number, height?: number }} */
  const { icons, ...all } = JSON.parse(readFileSync(path, 'utf8'));
  // FxEmojis run their words together.
  const joined = new Map(Object.keys(icons).map((key) => [key.replaceAll('-', ''), key]));
  return (key) => {
    const icon = icons[key] ?? icons[joined.get(key.replaceAll('-', '')) ?? ''];
    if (!icon) return null;
    const { width = all.width ?? 16, height = all.height ?? 16 } = icon;
    return () => sized(icon.body, width, height);
  };
}

/**
 * @param {string} name of a package with a folder of flags, three to two
 * @returns {(key: string) => (() => string) | null}
 */
function svgFiles(name) {
  const folder = join(packageFolder('npm', name), '3x2');
  return (key) => {
    const path = join(folder, `${key.toUpperCase()}.svg`);
    if (!existsSync(path)) return null;
    return () =>
      readFileSync(path, 'utf8').replace(
        '<svg ',
        `<svg width="${PIXELS}" height="${(PIXELS * 2) / 3}" `
      );
  };
}

/**
 * @param {string} body
 * @param {number} width
 * @param {number} height
 */
function sized(body, width, height) {
  const scale = PIXELS / Math.max(width, height);
  const size = `width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${body}</svg>`;
}

/** @returns {(flag: string) => string} the country's ISO 3166-1 alpha-2 code in small letters */
function codeOf() {
  const path = join(packageFolder('npm', COUNTRY_NAMES.package), 'countries.json');
  /** @type {{ cca2: string, name: { common: string } }[]} */
  const countries = JSON.parse(readFileSync(path, 'utf8'));
  const codes = new Map(countries.map(({ cca2, name }) => [name.common, cca2.toLowerCase()]));
  return (flag) => codes.get(flag.slice(FLAG.length)) ?? '';
}

/**
 * @param {import('./sources.mjs').DrawnSet} set
 * @returns {(concept: string) => string} what the set calls its drawing of it
 */
function keysOf({ by }) {
  if (by === 'name') return slug;
  if (by === 'code') return codeOf();
  return (flag) => by + slug(flag.slice(FLAG.length));
}

/** @param {string} name */
const slug = (name) =>
  bare(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-');

/**
 * The same lot every time.
 * @template {{ name: string }} T
 * @param {readonly T[]} list
 * @param {string} salt
 * @returns {T[]}
 */
function byLot(list, salt) {
  /** @param {T} one */
  const lot = ({ name }) => createHash('sha256').update(`${salt} ${name}`).digest('hex');
  return [...list].sort((a, b) => (lot(a) < lot(b) ? -1 : 1));
}
