/** @typedef {import('./measure.mjs').Line} Line */

/** @type {[title: string, width: number, cell: (line: Line) => string][]} */
const COLUMNS = [
  ['twin', 22, ({ twin }) => twin],
  ['variant', 10, ({ variant }) => variant],
  ['runner', 11, ({ loads, runner }) => (loads ? (runner ?? '') : 'refused')],
  ['prompt', 7, ({ prompt }) => yesNo(prompt)],
  ['ids', 4, ({ ids }) => yesNo(ids)],
  ['pixels', 8, ({ pixels }) => number(pixels)],
  ['features', 9, ({ features }) => number(features)],
  ['logprob', 8, ({ logprob }) => number(logprob)],
  ['runners', 8, ({ runners }) => number(runners)],
  ['greedy', 7, ({ greedy }) => yesNo(greedy)]
];

export const TITLE = COLUMNS.map(([title, width]) => title.padEnd(width)).join(' ');

/** @param {Line} line */
export function rowOf(line) {
  const cells = COLUMNS.map(([, width, cell]) => cell(line).padEnd(width)).join(' ');
  const misses = line.misses.length > 0 ? [`misses: ${line.misses.join(', ')}`] : [];
  const notes = [...misses, ...(line.reason ? [line.reason] : [])];
  return [cells.trimEnd(), ...notes.map((note) => `  ${note}`)].join('\n');
}

/** @param {readonly Line[]} lines */
export function verdictOf(lines) {
  const refused = lines.filter(({ loads }) => !loads).length;
  const missing = lines.filter(({ loads, misses }) => loads && misses.length > 0).length;
  const held = lines.length - refused - missing;
  return `\n${held} of ${lines.length} within every tolerance, ${missing} outside one, ${refused} not loaded.`;
}

/** @param {boolean | null} value */
function yesNo(value) {
  return value === null ? '-' : value ? 'yes' : 'NO';
}

/** @param {number | null} value */
function number(value) {
  if (value === null) return '-';
  return value === 0 ? '0' : value >= 0.01 ? value.toPrecision(2) : value.toExponential(1);
}
