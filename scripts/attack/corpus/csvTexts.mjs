/** Tables as texts. */
import { times } from './input.mjs';

/** @typedef {import('./input.mjs').Right} Right */

const HEAD = 'country,question,option,share';
const NUMBERS = [
  'NaN',
  '-1',
  '1e999',
  '-1e999',
  '0x10',
  '1,5',
  '',
  'a lot',
  '99999999999999999999'
];

/** One value in place of a share. @param {string} value */
const withShare = (value) => (/** @type {string} */ table) =>
  table.replace('KOR,Q57,1,0.4', `KOR,Q57,1,${value}`);

/** @type {(readonly [string, Right, (table: string) => string])[]} */
export const CSV_TEXTS = [
  // Wide and long.
  [
    'columns-100000',
    'either',
    () => `${times(100_000, (n) => `c${n}`).join(',')}\n${times(100_000, () => '1').join(',')}\n`
  ],
  [
    'columns-100000-questions',
    'either',
    () =>
      `country,${times(100_000, (n) => `Q${n + 1}`).join(',')}\nKOR,${times(100_000, () => '1').join(',')}\n`
  ],
  ['columns-100000-in-a-row', 'either', (table) => `${table}KOR${',1'.repeat(100_000)}\n`],
  ['columns-1000000-empty', 'either', () => `${','.repeat(1e6)}\n${','.repeat(1e6)}\n`],
  ['line-50-MB', 'either', () => 'x'.repeat(50e6)],
  ['line-50-MB-of-cells', 'either', () => 'ab,'.repeat(17e6)],
  ['line-20-MB-behind', 'either', (table) => table + 'y'.repeat(20e6)],
  ['cell-20-MB', 'either', (table) => `${table}"${'z\n'.repeat(10e6)}",Q57,1,0.5\n`],
  ['rows-1000000', 'either', () => `${HEAD}\n${'KOR,Q57,1,0.4\n'.repeat(1e6)}`],
  [
    'countries-200000',
    'refused',
    () => `${HEAD}\n${times(200_000, (n) => `Land ${n},Q57,1,1`).join('\n')}`
  ],
  [
    'questions-200000',
    'refused',
    () => `${HEAD}\n${times(200_000, (n) => `KOR,Z${n},1,1`).join('\n')}`
  ],
  [
    'options-200000',
    'refused',
    () => `${HEAD}\n${times(200_000, (n) => `KOR,Q57,o${n},0.000005`).join('\n')}`
  ],
  // Quotes.
  ['quote-open', 'refused', (table) => `${table}"KOR,Q57,1,0.5\n`],
  ['quote-open-first', 'refused', (table) => `"${table}`],
  ['quote-open-10-MB', 'refused', (table) => `${table}"${'KOR,Q57,1,0.5\n'.repeat(700_000)}`],
  ['quotes-only', 'either', () => '"'.repeat(2e6)],
  ['quotes-doubled', 'either', (table) => `${table}${'""'.repeat(1e6)}\n`],
  ['quote-inside', 'either', (table) => table.replace('KOR', 'K"OR')],
  ['text-behind-quote', 'either', (table) => table.replace('KOR', '"KOR"x')],
  // Separators and lines.
  ['separators-mixed', 'refused', (table) => table.replace('KOR,Q57,1', 'KOR;Q57\t1')],
  ['carriage-returns', 'either', (table) => table.replaceAll('\n', '\r')],
  ['line-separators', 'either', (table) => table.replaceAll('\n', '\u2028')],
  ['rows-short', 'refused', (table) => `${table}KOR,Q57\n`],
  ['rows-long', 'either', (table) => `${table}KOR,Q57,1,0.5,9,9,9\n`],
  ['head-only', 'refused', () => `${HEAD}\n`],
  ['head-twice', 'refused', (table) => `${HEAD}\n${table}`],
  ['head-names-twice', 'either', (table) => table.replace(HEAD, 'country,country,country,country')],
  ['head-empty', 'either', (table) => table.replace(HEAD, ',,,')],
  [
    'head-prototype',
    'either',
    (table) => table.replace(HEAD, '__proto__,constructor,toString,valueOf')
  ],
  // Numbers and names.
  ...NUMBERS.map(
    (value, at) =>
      /** @type {const} */ ([
        `share-${at}`,
        /^9+$/.test(value) ? 'either' : 'refused',
        withShare(value)
      ])
  ),
  ['rows-twice', 'refused', (table) => `${table}KOR,Q57,1,0.4\n`],
  // Read as counts, which the form says and asks about.
  ['sum-2', 'either', (table) => table.replaceAll('0.6', '1.6')],
  ['country-unknown', 'refused', (table) => `${table}Atlantis,Q57,1,1\n`],
  ['country-prototype', 'refused', (table) => `${table}__proto__,Q57,1,1\nconstructor,Q57,1,1\n`],
  [
    'question-prototype',
    'refused',
    (table) => `${table}KOR,__proto__,1,1\nKOR,hasOwnProperty,1,1\n`
  ],
  ['option-prototype', 'refused', (table) => `${table}FRA,Q57,__proto__,1\n`],
  [
    'formula',
    'refused',
    (table) => `${table}=cmd|' /C calc'!A0,Q57,1,1\n@SUM(1),Q57,1,1\n+1,Q57,1,1\n`
  ],
  ['markup', 'refused', (table) => `${table}<img src=x onerror=alert(1)>,Q57,1,1\n`],
  ['templates', 'refused', (table) => `${table}{{label}}$t(errors.unexpected),Q57,1,1\n`],
  ['directions', 'refused', (table) => `${table}\u202EKOR\u202C,Q57,1,1\n`],
  ['accents-10000', 'refused', (table) => `${table}K${'\u0301'.repeat(10_000)},Q57,1,1\n`],
  // Other kinds of tables.
  [
    'goqa-nested',
    'refused',
    () => `question,selections,options,source\n"q","${'{'.repeat(50_000)}","['a']",WVS\n`
  ],
  [
    'goqa-brackets',
    'refused',
    () =>
      `question,selections,options,source\n"q","defaultdict(<class 'list'>, {'KOR': ${'['.repeat(100_000)}","['a', 'b']",WVS\n`
  ],
  [
    'goqa-script',
    'refused',
    () => `question,selections,options,source\n"q","(function(){hacked=1})()","['a', 'b']",WVS\n`
  ],
  [
    'microdata-weights',
    'either',
    () => `B_COUNTRY_ALPHA,W_WEIGHT,Q1,Q2\nKOR,1e999,1,1\nKOR,-5,2,2\nKOR,NaN,1,2\n`
  ],
  [
    'microdata-200000',
    'either',
    () => `B_COUNTRY_ALPHA,W_WEIGHT,Q1,Q2\n${'KOR,1,1,2\nFRA,1,2,1\n'.repeat(100_000)}`
  ],
  ['wordings-bars', 'either', () => `id,text,options\nQ57,q,${'|'.repeat(200_000)}\n`],
  ['wordings-prototype', 'either', () => 'id,text,options\n__proto__,q,a|b\nconstructor,q,a|b\n'],
  // Rightly accepted.
  ['plain', 'accepted', (table) => table],
  ['quoted', 'accepted', (table) => table.replaceAll(/[^,\n]+/g, '"$&"')],
  ['semicolons', 'accepted', (table) => table.replaceAll(',', ';')],
  ['tabs', 'accepted', (table) => table.replaceAll(',', '\t')],
  ['windows-lines', 'accepted', (table) => table.replaceAll('\n', '\r\n')],
  ['percent', 'accepted', (table) => table.replaceAll(/0\.(\d)/g, '$10')],
  ['no-last-newline', 'accepted', (table) => table.trimEnd()]
];
