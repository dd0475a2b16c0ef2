/** Tables of answers made elsewhere, for a study: rows that contradict, numbers that are no logarithms, floods. */
import { bytesOf, inputsOf, tableRows, times } from './input.mjs';
import { cutAt, flipped } from './mutate.mjs';

const HEAD = 'cue,question,order,option,logprob';
const CUES = ['none', 'country:BGD', 'frame'];
const GOOD = CUES.flatMap((cue) =>
  [0, 1].flatMap((order) =>
    [...'ABCD'].map((letter, k) => `${cue},Q1,${order},${letter},-1.${k + 4}`)
  )
);
const csv = (/** @type {readonly string[]} */ rows, head = HEAD) => [head, ...rows].join('\n');

/** The good rows as JSON lines. @param {(line: Record<string, unknown>, at: number) => Record<string, unknown>} [change] */
const lines = (change = (line) => line) =>
  GOOD.map((text, at) => {
    const [cue, question, order, option, logprob] = text.split(',');
    const line = { cue, question, order: Number(order), option, logprob: Number(logprob) };
    return JSON.stringify(change(line, at));
  }).join('\n');

const row = tableRows(['choose']);

const NUMBERS = ['1', 'NaN', '-1e999', '1e999', '-Infinity', '', '-0x1', 'x', '-1e-400', '−1'];

const ROWS = [
  ...NUMBERS.map((number, at) =>
    row(`number-${at}`, number === '-1e-400' ? 'either' : 'refused', () =>
      csv([`none,Q1,0,A,${number}`, ...GOOD.slice(1)])
    )
  ),
  row('rows-twice', 'refused', () => csv([...GOOD, GOOD[0] ?? ''])),
  row('rows-contradict', 'refused', () => csv([...GOOD, 'none,Q1,0,A,-9'])),
  row('mass-over-1', 'refused', () => csv(GOOD.map((line) => line.replace(/-1\.\d/, '0')))),
  row('cue-unknown', 'refused', () => csv([...GOOD, 'country:XXX,Q1,0,A,-2'])),
  row('cue-prototype', 'refused', () => csv([...GOOD, '__proto__,Q1,0,A,-2'])),
  row('question-prototype', 'refused', () => csv([...GOOD, 'none,constructor,0,A,-2'])),
  row('order-huge', 'refused', () => csv([...GOOD, 'none,Q6,4294967296,A,-2'])),
  row('order-minus', 'refused', () => csv([...GOOD, 'none,Q6,-1,A,-2'])),
  row('option-unknown', 'refused', () => csv([...GOOD, 'none,Q6,0,Z,-2'])),
  row('column-unknown', 'refused', () =>
    csv(
      GOOD.map((line) => `${line},x`),
      `${HEAD},evil`
    )
  ),
  row('column-twice', 'refused', () =>
    csv(
      GOOD.map((line) => `${line},-5`),
      `${HEAD},logprob`
    )
  ),
  row('column-prototype', 'refused', () =>
    csv(
      GOOD.map((line) => `${line},x`),
      `${HEAD},__proto__`
    )
  ),
  row('columns-100000', 'refused', () => csv([], times(100_000, (n) => `c${n}`).join())),
  row('row-of-100000', 'refused', () => csv([...GOOD, ',x'.repeat(100_000)])),
  row('row-short', 'refused', () => csv([...GOOD, 'none,Q6'])),
  row('head-missing', 'refused', () => GOOD.join('\n')),
  row('head-only', 'either', () => HEAD),
  row('quote-open', 'refused', () => csv([...GOOD, '"none,Q6,0,A,-2'])),
  row('quote-open-20-MB', 'refused', () => `${csv(GOOD)}\n"${'none,Q6,0,A,-2\n'.repeat(1.3e6)}`),
  row('line-50-MB', 'refused', () => 'x'.repeat(50e6)),
  row('rows-1000000', 'refused', () => csv(['none,Q1,0,A,-2\n'.repeat(1e6)])),
  row('unknown-rows-300000', 'refused', () => csv(times(300_000, (n) => `c${n},Q1,0,A,-2`))),
  row('models-two', 'refused', () =>
    csv(
      GOOD.map((line, at) => `${line},m${at % 2}`),
      `${HEAD},model`
    )
  ),
  row('model-markup', 'either', () =>
    csv(
      GOOD.map((line) => `${line},<script>alert(1)</script>`),
      `${HEAD},model`
    )
  ),
  row('model-prototype', 'either', () =>
    csv(
      GOOD.map((line) => `${line},__proto__`),
      `${HEAD},model`
    )
  ),
  row('notes-5000', 'refused', () =>
    csv(
      GOOD.map((line, at) => `${line},${'n'.repeat(500)}${at}`),
      `${HEAD},note`
    )
  ),
  row('name-2000', 'refused', () =>
    csv(
      GOOD.map((line) => `${line},${'n'.repeat(2000)}`),
      `${HEAD},model`
    )
  ),
  row('formula', 'either', () =>
    csv(
      GOOD.map((line) => `${line},=cmd|calc`),
      `${HEAD},note`
    )
  ),
  row('nuls', 'refused', () => csv(GOOD.map((line) => line.replaceAll(',', ',\0')))),
  row('empty', 'refused', () => ''),
  row('zeros', 'refused', () => new Uint8Array(1e6)),
  row('utf-16', 'either', () => new Uint8Array(Buffer.from(`\uFEFF${csv(GOOD)}`, 'utf16le'))),
  row(
    'zip',
    'refused',
    (chance) => new Uint8Array(Buffer.concat([Buffer.from('PK\x03\x04'), chance.bytes(3000)]))
  ),
  row('page', 'refused', () => '<!doctype html><script>alert(1)</script>'),
  // Lines of JSON.
  row('json-not-closed', 'refused', () => `${lines()}\n{"cue":"none"`, 'jsonl'),
  row('json-number-huge', 'refused', () => lines().replace('-1.4', '-1e999'), 'jsonl'),
  row('json-number-text', 'refused', () => lines((line) => ({ ...line, logprob: '-1' })), 'jsonl'),
  row(
    'json-list-of-100000',
    'refused',
    () => `{"cue":"none","question":"Q1","order":0,"logprobs":[${'-1,'.repeat(100_000)}-1]}`,
    'jsonl'
  ),
  row(
    'json-depth-100000',
    'refused',
    () => `{"cue":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'jsonl'
  ),
  row('json-prototype', 'refused', () => '{"__proto__":{"cue":"none"},"constructor":1}', 'jsonl'),
  row(
    'json-text-5-MB',
    'refused',
    () => lines((line, at) => (at ? line : { ...line, text: 't'.repeat(5e6) })),
    'jsonl'
  ),
  row('json-null', 'refused', () => 'null\nnull\n', 'jsonl'),
  row('json-array', 'refused', () => `[${lines().replaceAll('\n', ',')}]`, 'json'),
  row('json-and-csv', 'refused', () => `${lines()}\n${csv(GOOD)}`, 'jsonl'),
  ...times(6, (n) =>
    row(`flip-${n}`, 'either', (chance) => flipped(bytesOf(csv(GOOD)), chance, 1 + n))
  ),
  ...times(4, (n) => row(`cut-${n}`, 'either', (chance) => cutAt(bytesOf(csv(GOOD)), chance))),
  row('good', 'accepted', () => csv(GOOD)),
  row('good-windows', 'accepted', () => csv(GOOD).replaceAll('\n', '\r\n')),
  row('good-bom', 'accepted', () => `\uFEFF${csv(GOOD)}`),
  row('good-shuffled', 'accepted', () => csv(GOOD.toReversed())),
  row('good-json', 'accepted', () => lines(), 'jsonl'),
  row('good-but-one-option', 'accepted', () => csv(GOOD.slice(1)))
];

export const answers = inputsOf('answers', ROWS);
