/**
 * What a table observed, without what was inferred from it: p, intervals and what rests on them
 * are held to numpy and scipy (test/fixtures/inference), by definitions that version 0.1 had not.
 */
const INFERRED = new Set([
  ...['p', 'pPictures', 'pCountries', 'adjusted', 'se', 'second', 'detectable', 'interval'],
  ...['clear', 'certain', 'tooFew', 'resampled', 'resamples', 'seed', 'behind', 'overlapping'],
  // Sentences and flags that say one of these.
  ...['title', 'text', 'apart', 'coverage'],
  // The nearest other country is sought among those with figures on all of the questions.
  'bestOther'
]);

const inferred = (key: string) => INFERRED.has(key) || /(Low|High)$/.test(key);

/** Of a table's name: permutations are as they were, so p stands. */
const PERMUTED = / validity$/;

/** The observed numbers of a table in one order, whatever order its rows are shown in. */
export function observed(name: string, value: unknown): unknown {
  return strip(PERMUTED.test(name) ? (key) => key !== 'p' && inferred(key) : inferred)(value);
}

function strip(drop: (key: string) => boolean) {
  return function stripped(value: unknown): unknown {
    if (ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map(stripped);
    if (typeof value !== 'object' || value === null) return value;
    const table = value as { columns?: { key: string }[]; rows?: unknown[][] };
    const kept = Object.entries(value).filter(([key]) => !drop(key));
    const plain = Object.fromEntries(kept.map(([key, each]) => [key, stripped(each)]));
    if (!table.columns?.[0]?.key || !table.rows) return plain;
    const places = table.columns.flatMap(({ key }, k) => (drop(key) ? [] : [k]));
    const rows = table.rows.map((row) => places.map((k) => row[k]));
    const order = rows.map((row) => JSON.stringify(row)).sort();
    return { ...plain, columns: places.map((k) => table.columns?.[k]), rows: order };
  };
}
