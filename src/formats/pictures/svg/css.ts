import { SvgRefusal } from './refusal.ts';
import { PROPERTIES } from './svgNames.ts';

/** The name that an element will have for what a reference calls it; null: there is none such. */
export type NewName = (id: string) => string | null;

export interface Declaration {
  property: string;
  /** Without `!important`; a reference in it reads `url(#new-name)`. */
  value: string;
  important: boolean;
}

/** One selector of a rule: as it is written out, and what the element that it names must be. */
export interface Rule {
  selector: string;
  /** `path`, `.class`, `#new-name` or `*`: of the selector's last part the rarest. */
  subject: string;
  declarations: readonly Declaration[];
}

const FUNCTIONS = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'url']);
const RULES = 20_000;
/** Every quotation that begins ends. */
const QUOTED = /^[^"']*(?:(?:"[^"]*"|'[^']*')[^"']*)*$/;

/** What a `style` attribute declares, of the properties that are kept. */
export function readDeclarations(text: string, newName: NewName): Declaration[] {
  return text.split(';').flatMap((part) => {
    const colon = part.indexOf(':');
    const property = part.slice(0, colon).trim().toLowerCase();
    if (colon === -1 || !PROPERTIES.has(property)) return [];
    const written = part.slice(colon + 1).trim();
    const important = /!\s{0,9}important$/i.test(written);
    const bare = important ? written.slice(0, written.lastIndexOf('!')) : written;
    const value = cleanValue(bare, newName);
    return value === null ? [] : [{ property, value, important }];
  });
}

/**
 * A property's value as it may be written out; null where it is not kept: what refers to elsewhere,
 * what is computed, what is spelled with escapes, so that it would not be read as it is counted.
 */
export function cleanValue(text: string, newName: NewName): string | null {
  if (/[\\<>{};@!]|\/\*/.test(text)) return null;
  const parts: string[] = [];
  let from = 0;
  for (let open = text.indexOf('('); open !== -1; open = text.indexOf('(', from)) {
    const close = text.indexOf(')', open);
    if (close === -1) return null;
    let start = open;
    while (start > from && /[\w-]/.test(text.charAt(start - 1))) start -= 1;
    const name = text.slice(start, open).toLowerCase();
    if (!FUNCTIONS.has(name)) return null;
    let inside = text.slice(open + 1, close).trim();
    if (name === 'url') {
      const id = /^(["']?)#(.*)\1$/s.exec(inside)?.[2];
      const known = id === undefined ? null : newName(id);
      if (known === null) {
        // Nothing has that name: what stands behind it is used, or nothing.
        parts.push(text.slice(from, start));
        from = close + 1;
        continue;
      }
      inside = `#${known}`;
    } else if (!/^[\s\d.,%/a-z+-]*$/i.test(inside)) return null;
    parts.push(text.slice(from, start), `${name}(${inside})`);
    from = close + 1;
  }
  parts.push(text.slice(from));
  const value = parts.join('').trim().replace(/\s/g, ' ');
  return value === '' || !QUOTED.test(value) ? null : value;
}

/**
 * The rules of a style sheet whose selectors are made of elements, classes and ids, one inside the
 * other; all else is left out, among it whatever begins with "@".
 */
export function readSheet(text: string, newName: NewName): Rule[] {
  const rules: Rule[] = [];
  const sheet = withoutComments(text);
  let at = 0;
  for (;;) {
    const open = sheet.indexOf('{', at);
    if (open === -1) return rules;
    const passed = sheet.slice(at, open);
    const before = passed.slice(passed.lastIndexOf(';') + 1);
    if (before.trim().startsWith('@')) {
      at = behindBlock(sheet, open);
      continue;
    }
    const close = sheet.indexOf('}', open);
    const end = close === -1 ? sheet.length : close;
    const declarations = readDeclarations(sheet.slice(open + 1, end), newName);
    if (declarations.length > 0) {
      for (const selector of before.split(',')) {
        const read = readSelector(selector, newName);
        if (read) rules.push({ ...read, declarations });
      }
      if (rules.length > RULES) throw new SvgRefusal('intricate');
    }
    at = end + 1;
  }
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let open = text.indexOf('/*'); open !== -1; open = text.indexOf('/*', from)) {
    parts.push(text.slice(from, open), ' ');
    const close = text.indexOf('*/', open + 2);
    from = close === -1 ? text.length : close + 2;
  }
  parts.push(text.slice(from));
  return parts.join('').replaceAll('<!--', ' ').replaceAll('-->', ' ');
}

/** Behind the "}" that closes the block opened here. */
function behindBlock(sheet: string, open: number): number {
  let depth = 0;
  for (let at = open; at < sheet.length; at++) {
    const next = sheet.charAt(at);
    if (next === '{') depth += 1;
    else if (next === '}' && --depth === 0) return at + 1;
  }
  return sheet.length;
}

const NAME = '[a-zA-Z_\\u0080-\\uffff-][\\w\\u0080-\\uffff-]*';
const COMPOUND = new RegExp(`^(?:\\*|${NAME})?(?:[.#]${NAME})*$`);
const PIECES = new RegExp(`[.#]?${NAME}|\\*`, 'g');

function readSelector(text: string, newName: NewName): Pick<Rule, 'selector' | 'subject'> | null {
  const compounds = text.trim().replaceAll('>', ' > ').split(/\s+/);
  if (compounds.length > 20 || text.length > 1000) return null;
  let subject = '*';
  const written: string[] = [];
  for (const compound of compounds) {
    if (compound === '>') {
      written.push('>');
      continue;
    }
    if (compound === '' || !COMPOUND.test(compound)) return null;
    const pieces: string[] = [];
    for (const piece of compound.match(PIECES) ?? []) {
      const renamed = piece.startsWith('#') ? newName(piece.slice(1)) : piece;
      if (renamed === null) return null;
      pieces.push(piece.startsWith('#') ? `#${renamed}` : piece);
    }
    written.push(pieces.join(''));
    subject =
      pieces.find((piece) => piece.startsWith('#')) ??
      pieces.find((piece) => piece.startsWith('.')) ??
      pieces[0] ??
      '*';
  }
  if (written[0] === '>' || written.at(-1) === '>') return null;
  return { selector: written.join(' '), subject };
}
