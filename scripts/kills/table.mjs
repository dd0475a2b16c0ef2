/** @typedef {import('./rounds.mjs').Outcome} Outcome */

const TITLES = ['run', 'killed', 'kills', 'drawn before', 'shown and lost'];

/** @param {Outcome} outcome @returns {string} */
export function killsTable({ counts, tables, other }) {
  const rows = counts.map(({ run, victim, kills, drawn, lost }) => [
    ...[run, victim],
    ...[kills, drawn, lost.length].map(String)
  ]);
  const sum = (/** @type {(count: Outcome['counts'][number]) => number} */ of) =>
    String(counts.reduce((all, count) => all + of(count), 0));
  const last = [
    ...['all', ''],
    ...[sum(({ kills }) => kills), sum(({ drawn }) => drawn), sum(({ lost }) => lost.length)]
  ];
  const lines = [TITLES, ...rows, last];
  const widths = TITLES.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
  );
  const equal = `${tables - other} of ${tables} tables are those of an undisturbed run, to the bit`;
  return [...text, equal].join('\n');
}

/** @param {Outcome} outcome */
export const isHarmless = ({ counts, other }) =>
  other === 0 && counts.every(({ lost }) => lost.length === 0);
