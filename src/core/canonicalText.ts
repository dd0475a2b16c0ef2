/**
 * The one text of a JSON-like value, whatever the order of its fields: no white space, the names of
 * every object in the order of their UTF-16 codes, numbers as JavaScript writes them (RFC 8785).
 */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, found: unknown) => {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return found;
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
