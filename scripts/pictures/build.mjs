// Renders the bundled pictures, their list and their licences anew. Needed only when sources.mjs or
// a drawing changes; the results are committed. Runs on Debian with rsvg-convert (librsvg2-bin) and
// a folder with the collections, which are no dependencies of the app:
//   mkdir /tmp/collections && cd /tmp/collections && npm init -y
//   npm i --ignore-scripts -E flag-icons@7.5.0 @svgmoji/noto@3.2.0 @twemoji/svg@15.0.0
//   node scripts/pictures/build.mjs /tmp/collections
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as prettier from 'prettier';
import { COLLECTIONS, SOURCES } from './sources.mjs';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const folder = join(root, 'public/pictures');
const listFile = join(root, 'src/ui/pictures/bundled.json');
const collections = process.argv[2];
if (!collections) {
  console.error('Name the folder that holds the collections; the head of this script tells how.');
  process.exit(2);
}
const modules = join(collections, 'node_modules');

/**
 * @param {import('./sources.mjs').Source} source
 * @returns {string}
 */
function svgOf({ from, item }) {
  switch (from) {
    case 'flag-icons':
      return readFileSync(join(modules, 'flag-icons/flags/4x3', `${item}.svg`), 'utf8');
    case 'twemoji':
      return readFileSync(join(modules, '@twemoji/svg', `${item}.svg`), 'utf8');
    case 'noto':
      return fromSprite(readFileSync(join(modules, '@svgmoji/noto/sprites/all.svg'), 'utf8'), item);
    case 'drawing':
      return readFileSync(join(here, 'drawings', `${item}.svg`), 'utf8');
  }
}

/**
 * One drawing out of a file that nests them all as `<svg id>`.
 * @param {string} sprite
 * @param {string} id
 */
function fromSprite(sprite, id) {
  const start = sprite.search(new RegExp(`<svg [^>]*id="${id}"`));
  if (start === -1) throw new Error(`The sprite holds no ${id}.`);
  const tags = /<svg\b[^>]*>|<\/svg>/g;
  tags.lastIndex = start;
  let depth = 0;
  let tag;
  while ((tag = tags.exec(sprite))) {
    depth += tag[0] === '</svg>' ? -1 : 1;
    if (depth === 0) break;
  }
  const svg = sprite.slice(start, tags.lastIndex);
  return svg.replace('<svg ', '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ');
}

/**
 * PNG on white, 512 pixels wide; emoji get a margin, as they fill their box to the rim.
 * @param {import('./sources.mjs').Source} source
 */
function render(source) {
  const isFlag = source.from === 'flag-icons';
  const [width, height] = isFlag ? [512, 384] : [512, 512];
  const margin = source.from === 'noto' || source.from === 'twemoji' ? 48 : 0;
  const sizes = {
    '--width': width - 2 * margin,
    '--height': height - 2 * margin,
    '--page-width': width,
    '--page-height': height,
    '--left': margin,
    '--top': margin
  };
  const options = Object.entries(sizes).map(([name, value]) => `${name}=${value}`);
  const png = execFileSync('rsvg-convert', [...options, '--background-color=white'], {
    input: svgOf(source)
  });
  return { png, width, height };
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const list = SOURCES.map((source) => {
  const { png, width, height } = render(source);
  const file = `${source.id}.png`;
  writeFileSync(join(folder, file), png);
  const picture = createHash('sha256').update(png).digest('hex');
  const { id, title, country, category, from } = source;
  return { id, file, picture, title, country, category, width, height, ...COLLECTIONS[from] };
});
await writeFormatted(listFile, JSON.stringify(list));

// Both ask that their text goes with every copy.
copyFileSync(join(modules, 'flag-icons/LICENSE'), join(folder, 'LICENCE-flag-icons.txt'));
copyFileSync('/usr/share/common-licenses/Apache-2.0', join(folder, 'LICENCE-noto-emoji.txt'));

const sections = Object.values(COLLECTIONS).map(({ licence, author, source }) => {
  const files = list.filter((each) => each.source === source).map(({ file }) => `\`${file}\``);
  return `## ${licence}\n\nBy ${author}; ${source}. Rendered to PNG on white.\n\n${files.join(', ')}\n`;
});
await writeFormatted(
  join(folder, 'LICENCES.md'),
  `# Licences of the bundled pictures

Written by scripts/pictures/build.mjs. The texts of MIT and Apache-2.0 lie in
LICENCE-flag-icons.txt and LICENCE-noto-emoji.txt; CC-BY-4.0 is at
<https://creativecommons.org/licenses/by/4.0/>, CC0-1.0 at
<https://creativecommons.org/publicdomain/zero/1.0/>.

A flag or a dish stands for no person's values; the country named with a picture is where the thing
is at home or widely loved, and other countries may rightly claim it too.

${sections.join('\n')}`
);

/**
 * @param {string} file
 * @param {string} text
 */
async function writeFormatted(file, text) {
  const options = await prettier.resolveConfig(file);
  writeFileSync(file, await prettier.format(text, { ...options, filepath: file }));
}
