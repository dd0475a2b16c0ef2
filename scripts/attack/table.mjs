/** What an attack came to, as a table, and how each failing input is repeated. */

import { KINDS } from './corpus/corpus.mjs';

/** @typedef {import('./run/judge.mjs').Result} Result */
/** @typedef {import('./run/judge.mjs').Verdict} Verdict */

/** @type {readonly Verdict[]} */
const VERDICTS = ['refused', 'accepted', 'wrong', 'hung', 'crashed', 'lost'];
const FAILING = new Set(VERDICTS.slice(2));

const TITLES = {
  ...{ kind: 'kind', tried: 'tried', refused: 'refused with a sentence' },
  ...{ accepted: 'accepted rightly', wrong: 'wrong', hung: 'hung', crashed: 'crashed' },
  ...{ lost: 'lost', block: 'longest main-thread task', answer: 'slowest answer' }
};

/** @param {Result} result */
export const isFailing = ({ verdict }) => FAILING.has(verdict);

/** @param {readonly Result[]} results @returns {string} */
export function attackTable(results) {
  const kinds = KINDS.filter((kind) => results.some((result) => result.kind === kind));
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      results.filter((result) => result.kind === kind)
    )
  );
  if (kinds.length > 1) rows.push(rowOf('all', results));
  const lines = [Object.values(TITLES), ...rows];
  const widths = Object.keys(TITLES).map((_, at) =>
    Math.max(...lines.map((line) => line[at]?.length ?? 0))
  );
  return lines
    .map((line) =>
      line
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)
        )
        .join('  ')
    )
    .join('\n');
}

/** @param {string} kind @param {readonly Result[]} own */
function rowOf(kind, own) {
  const counts = VERDICTS.map(
    (verdict) => own.filter((result) => result.verdict === verdict).length
  );
  return [
    kind,
    String(own.length),
    ...counts.map(String),
    most(own, 'blockMs'),
    most(own, 'answerMs')
  ];
}

/** @param {readonly Result[]} own @param {'blockMs' | 'answerMs'} key */
function most(own, key) {
  const [worst] = own.toSorted((a, b) => b[key] - a[key]);
  if (!worst) return '';
  return `${Number.isFinite(worst[key]) ? `${Math.round(worst[key])} ms` : 'no end'} (${worst.name})`;
}

/** One line for each input that failed, and the command that repeats it. @param {readonly Result[]} results @param {number} seed */
export function failureLines(results, seed) {
  return results
    .filter(isFailing)
    .map(
      ({ kind, name, verdict, why }) =>
        `${verdict.toUpperCase().padEnd(8)} ${kind} ${name}: ${why}\n         npm run attack -- --kind ${kind} --only ${name} --seed ${seed}`
    );
}
