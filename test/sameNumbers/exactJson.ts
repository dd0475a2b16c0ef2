import { createHash } from 'node:crypto';

/**
 * JSON that keeps every bit of every number: keys sorted (the order of keys is no result), numbers
 * that JSON lacks by name, typed arrays as lists, fields that are undefined left out.
 */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, found: unknown) => {
    if (typeof found === 'number') {
      return Object.is(found, -0) ? '-0' : Number.isFinite(found) ? found : String(found);
    }
    if (ArrayBuffer.isView(found)) return Array.from(found as unknown as ArrayLike<number>);
    if (found instanceof Map) return [...found];
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return found;
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Rows of a table, entries of a list, fields of anything else. */
export function rowsOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const rows = 'rows' in value && Array.isArray(value.rows) ? value.rows : value;
  return Array.isArray(rows) ? rows.length : Object.keys(rows).length;
}

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
