/** Tables, surveys and wordings for the reader's own data: too wide, too long, never closed, in odd letters. */
import { CSV_TEXTS } from './csvTexts.mjs';
import { bytesOf, inputsOf, tableRows, times } from './input.mjs';
import { cutAt, flipped } from './mutate.mjs';
import { OWN_DATA } from './ownData.mjs';

const HEAD = 'country,question,option,share';
const TABLE = `${HEAD}\nKOR,Q57,1,0.4\nKOR,Q57,2,0.6\nNigeria,Q57,1,0.1\nNigeria,Q57,2,0.9\n`;

const row = tableRows(['choose', 'drop']);

const utf16 = (/** @type {string} */ text) => new Uint8Array(Buffer.from(text, 'utf16le'));

const ROWS = [
  ...CSV_TEXTS.map(([name, right, make]) => row(name, right, () => make(TABLE))),
  ...OWN_DATA.map(([name, right, make]) => row(name, right, make, 'json')),
  // Letters.
  row('bom', 'accepted', () => `\uFEFF${TABLE}`),
  row('bom-twice', 'either', () => `\uFEFF\uFEFF${TABLE}`),
  row('utf-16', 'accepted', () => utf16(`\uFEFF${TABLE}`)),
  row('utf-16-no-mark', 'accepted', () => utf16(TABLE)),
  row(
    'utf-16-swapped',
    'accepted',
    () => new Uint8Array(Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16())
  ),
  row('utf-16-half', 'either', () => utf16(`\uFEFF${TABLE}`).subarray(0, 61)),
  row('utf-16-lone-halves', 'refused', () => utf16(`\uFEFF${TABLE}\uD800,\uDC00,\uD800,1\n`)),
  row(
    'utf-32',
    'either',
    () =>
      new Uint8Array(
        Buffer.from(
          [...`\uFEFF${TABLE}`].flatMap((char) => [
            char.charCodeAt(0) & 255,
            char.charCodeAt(0) >> 8,
            0,
            0
          ])
        )
      )
  ),
  row(
    'not-utf-8',
    'either',
    () => new Uint8Array(Buffer.concat([Buffer.from(TABLE), Buffer.from([0xff, 0xfe, 0x80, 0x0a])]))
  ),
  row(
    'mark-of-16-text-of-8',
    'either',
    () => new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TABLE)]))
  ),
  row('nuls', 'either', () => TABLE.replaceAll(',', ',\0')),
  row('nuls-only', 'refused', () => new Uint8Array(100_000)),
  // Something else.
  row('empty', 'refused', () => ''),
  row('spaces', 'refused', () => ' '.repeat(1e6)),
  row('newlines', 'refused', () => '\n'.repeat(1e6)),
  row('spreadsheet', 'refused', () => new Uint8Array(Buffer.from('PK\x03\x04xl/workbook.xml'))),
  row(
    'old-spreadsheet',
    'refused',
    (chance) =>
      new Uint8Array(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), chance.bytes(900)]))
  ),
  row('sav', 'refused', () => `$FL2${'x'.repeat(400)}`),
  row('stata', 'refused', () => '<stata_dta><header>'),
  row('noise', 'refused', (chance) => chance.bytes(60_000)),
  row('page', 'either', () => '<!doctype html><script>alert(1)</script>'),
  ...times(8, (n) =>
    row(`flip-${n}`, 'either', (chance) => flipped(bytesOf(TABLE), chance, 1 + n))
  ),
  ...times(4, (n) => row(`cut-${n}`, 'either', (chance) => cutAt(bytesOf(TABLE), chance)))
];

export const csvs = inputsOf('csv', ROWS);
