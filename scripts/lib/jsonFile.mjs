import { readFile } from 'node:fs/promises';
import { Failure } from './failure.mjs';

/**
 * Reads a JSON file. A Failure names the file and, for a fault in it, line and column: Node 20's own
 * message tells no position for most faults.
 * @param {string} path
 * @returns {Promise<unknown>}
 */
export async function readJson(path) {
  const text = await readFile(path, 'utf8').catch((error) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Failure(`${path} ${why}: check the path.`);
  });
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch {
    const before = json.slice(0, faultPosition(json)).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new Failure(
      `${path} is not valid JSON: line ${before.length}, column ${column}. Mend it there and run again.`
    );
  }
}

// JSON allows no control characters inside strings.
const TOKEN =
  // eslint-disable-next-line no-control-regex
  /[ \t\n\r]*(?:([{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

/**
 * @param {string} text JSON with a fault
 * @returns {number} where the first token starts that cannot stand there
 */
export function faultPosition(text) {
  /** @type {('{' | '[')[]} */
  const open = [];
  let expect = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^[ \t\n\r]*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0);
    if (!match) return start;
    const kind = match[1] ?? (text[start] === '"' ? 'string' : 'scalar');
    const next = follow(kind, expect, open);
    if (next === null) return start;
    expect = next;
    at = TOKEN.lastIndex;
  }
}

/**
 * @param {string} kind of the token
 * @param {string} expect what may stand here
 * @param {('{' | '[')[]} open brackets, changed in place
 * @returns {string | null} what may stand next; null: the token may not stand here
 */
function follow(kind, expect, open) {
  const inside = open.at(-1);
  if (kind === '}' || kind === ']') {
    const closes = kind === '}' ? '{' : '[';
    const first = kind === '}' ? 'key or }' : 'value or ]';
    if (inside !== closes || (expect !== 'comma' && expect !== first)) return null;
    open.pop();
    return open.length > 0 ? 'comma' : 'end';
  }
  if (kind === ',') return expect !== 'comma' ? null : inside === '{' ? 'key' : 'value';
  if (kind === ':') return expect === 'colon' ? 'value' : null;
  if (expect.startsWith('key')) return kind === 'string' ? 'colon' : null;
  if (!expect.startsWith('value')) return null;
  if (kind === '{' || kind === '[') {
    open.push(kind);
    return kind === '{' ? 'key or }' : 'value or ]';
  }
  return open.length > 0 ? 'comma' : 'end';
}
