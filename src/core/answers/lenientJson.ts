/** A field of an object, nested or not; items of a list carry their field's name and place. */
export interface Pair {
  key: string;
  value: string;
}

/** Answers are short; a longer text is cut, so that no answer can keep the page busy. */
const LONGEST = 20_000;

/**
 * The text fields of anything that looks like JSON, in reading order. Strict JSON is read as such;
 * the rest by its `"key": "value"` marks, with single, curly or no quotes, and to its cut-off end.
 */
export function lenientPairs(text: string): Pair[] {
  const short = text.slice(0, LONGEST);
  for (const candidate of candidates(short)) {
    try {
      return flatten('', JSON.parse(candidate) as unknown);
    } catch {
      // Not strict JSON; the next candidate or the marks may do.
    }
  }
  return byMarks(short);
}

/** The text between the outermost braces or brackets, as it is and without trailing commas. */
function candidates(text: string): string[] {
  const from = text.search(/[{[]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (from < 0 || to < from) return [];
  const inner = text.slice(from, to + 1);
  return [inner, inner.replace(/,(\s*[}\]])/g, '$1')];
}

function flatten(key: string, value: unknown): Pair[] {
  if (typeof value === 'string') return [{ key, value }];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      flatten(typeof item === 'string' ? `${key} choice ${index + 1}`.trim() : key, item)
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    flatten(typeof inner === 'string' || key === '' ? name : `${key} ${name}`, inner)
  );
}

/** A key, a colon, and a value in quotes (closed or cut off) or up to the end of the line. */
const MARK =
  /["'“”]?([\p{L}\d][\p{L}\d _-]{0,40})["'“”]?\s*:\s*(?:"([^"\n]*)"?|'((?:[^'\n]|'(?=\p{L}))*)'?|“([^”\n]*)”?|([^\s"'“[{][^,\n}]*))/gu;

function byMarks(text: string): Pair[] {
  return [...text.matchAll(MARK)].map((match) => ({
    key: (match[1] ?? '').trim(),
    value: (match[2] ?? match[3] ?? match[4] ?? match[5] ?? '').trim()
  }));
}
