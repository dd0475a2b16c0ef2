import { Entities } from './entities.ts';
import { SvgRefusal } from './refusal.ts';

/** An element as it stands in the file; names without their namespace's prefix. */
export interface XmlElement {
  /** Address of its namespace; empty where none is declared. */
  namespace: string;
  name: string;
  /** By local name where it has no prefix, else `xlink:href`, `xml:space` whatever the prefix is. */
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
}

export interface XmlDocument {
  root: XmlElement;
  /** Elements in all, the root among them. */
  elements: number;
  /** Pieces of text that were looked at: tags, attributes, references. */
  steps: number;
}

/** More than any drawing has, and less than makes a browser's parser slow. */
const LIMIT = { characters: 16_000_000, elements: 100_000, depth: 200, attributes: 1_000_000 };

const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Namespaces by prefix; an element without declarations shares its parent's. */
interface Scope {
  own: Map<string, string>;
  outer: Scope | null;
}

/**
 * Reads a document in one pass from left to right, without going back: as many steps as it has
 * pieces. No more of XML than a drawing needs: of a DOCTYPE the entities, and nothing is fetched.
 * @throws SvgRefusal, and nothing else
 */
export function readXml(text: string): XmlDocument {
  if (text.length > LIMIT.characters) throw new SvgRefusal('intricate');
  return new Reader(text).read();
}

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
/** What ends a name; the rest of XML's rules for names is left to be ignored as unknown. */
const endsName = (code: number): boolean =>
  isSpace(code) ||
  code === 0x3d ||
  code === 0x3e ||
  code === 0x2f ||
  code === 0x3c ||
  code !== code;

class Reader {
  readonly #text: string;
  readonly #entities = new Entities();
  readonly #open: { element: XmlElement; scope: Scope; tag: string }[] = [];
  #at = 0;
  #root: XmlElement | null = null;
  #elements = 0;
  #attributes = 0;
  #steps = 0;

  constructor(text: string) {
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  read(): XmlDocument {
    const text = this.#text;
    while (this.#at < text.length) {
      this.#steps += 1;
      const tag = text.indexOf('<', this.#at);
      this.#characters(text.slice(this.#at, tag === -1 ? text.length : tag));
      this.#at = tag === -1 ? text.length : tag;
      if (tag !== -1) this.#markup();
    }
    if (!this.#root || this.#open.length > 0) throw new SvgRefusal('truncated');
    return { root: this.#root, elements: this.#elements, steps: this.#steps };
  }

  #characters(raw: string): void {
    const inside = this.#open.at(-1)?.element;
    if (inside && raw !== '') inside.children.push(this.#entities.resolve(raw));
    else if (raw.trim() !== '') throw new SvgRefusal('malformed');
  }

  #markup(): void {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) this.#past('-->', 4);
    else if (text.startsWith('<![CDATA[', this.#at)) {
      const data = this.#past(']]>', 9);
      const inside = this.#open.at(-1)?.element;
      if (!inside) throw new SvgRefusal('malformed');
      inside.children.push(data);
    } else if (text.startsWith('<?', this.#at)) this.#past('?>', 2);
    else if (text.startsWith('<!', this.#at)) this.#doctype();
    else if (text.startsWith('</', this.#at)) this.#close();
    else this.#start();
  }

  /** Goes behind the next `end`; what stands before it, without `skip` characters of its opening. */
  #past(end: string, skip: number): string {
    const from = this.#at + skip;
    const to = this.#text.indexOf(end, from);
    if (to === -1) throw new SvgRefusal('truncated');
    this.#at = to + end.length;
    return this.#text.slice(from, to);
  }

  #name(): string {
    const from = this.#at;
    while (!endsName(this.#text.charCodeAt(this.#at))) this.#at += 1;
    if (this.#at === from || this.#at - from > 300) throw this.#broken();
    return this.#text.slice(from, this.#at);
  }

  #spaces(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  /** Something else stands here than must; at the end of the text, nothing does. */
  #broken(): SvgRefusal {
    return new SvgRefusal(this.#at >= this.#text.length ? 'truncated' : 'malformed');
  }

  #quoted(): string {
    const quote = this.#text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") throw this.#broken();
    return this.#past(quote, 1);
  }

  #close(): void {
    this.#at += 2;
    const tag = this.#name();
    this.#spaces();
    if (this.#text.charAt(this.#at) !== '>') throw this.#broken();
    this.#at += 1;
    if (this.#open.pop()?.tag !== tag) throw new SvgRefusal('malformed');
  }

  #start(): void {
    this.#at += 1;
    const tag = this.#name();
    const raw = new Map<string, string>();
    let scope = this.#open.at(-1)?.scope ?? { own: new Map([['xml', XML]]), outer: null };
    let declares = false;
    for (;;) {
      this.#spaces();
      const next = this.#text.charAt(this.#at);
      if (next === '>' || next === '/') break;
      const name = this.#name();
      this.#spaces();
      if (this.#text.charAt(this.#at) !== '=') throw this.#broken();
      this.#at += 1;
      this.#spaces();
      const value = this.#entities.resolve(this.#quoted());
      this.#steps += 1;
      this.#attributes += 1;
      if (this.#attributes > LIMIT.attributes) throw new SvgRefusal('intricate');
      if (raw.has(name)) throw new SvgRefusal('malformed');
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        if (!declares) scope = { own: new Map(), outer: scope };
        declares = true;
        scope.own.set(name.slice(6), value);
      } else raw.set(name, value);
    }
    const empty = this.#text.charAt(this.#at) === '/';
    this.#at += empty ? 2 : 1;
    if (this.#text.charAt(this.#at - 1) !== '>') throw this.#broken();
    this.#add(tag, raw, scope, empty);
  }

  #add(tag: string, raw: Map<string, string>, scope: Scope, empty: boolean): void {
    const [prefix, name] = split(tag);
    const attributes = new Map<string, string>();
    for (const [key, value] of raw) {
      const [before, local] = split(key);
      if (before === '') attributes.set(local, value);
      else if (find(scope, before) === XLINK) attributes.set(`xlink:${local}`, value);
      else if (find(scope, before) === XML) attributes.set(`xml:${local}`, value);
    }
    const element = { namespace: find(scope, prefix), name, attributes, children: [] };
    this.#elements += 1;
    if (this.#elements > LIMIT.elements) throw new SvgRefusal('intricate');
    const parent = this.#open.at(-1);
    if (parent) parent.element.children.push(element);
    else if (this.#root) throw new SvgRefusal('malformed');
    else this.#root = element;
    if (empty) return;
    this.#open.push({ element, scope, tag });
    if (this.#open.length > LIMIT.depth) throw new SvgRefusal('intricate');
  }

  /** `<!DOCTYPE name … [ <!ENTITY name "value"> … ]>`: entities are taken, all else is passed over. */
  #doctype(): void {
    if (this.#root) throw new SvgRefusal('malformed');
    for (let inside = false; ;) {
      this.#steps += 1;
      const next = this.#text.charAt(this.#at);
      if (next === '') throw new SvgRefusal('truncated');
      if (next === '"' || next === "'") this.#quoted();
      else if (inside && this.#text.startsWith('<!--', this.#at)) this.#past('-->', 4);
      else if (inside && this.#text.startsWith('<!ENTITY', this.#at)) this.#entity();
      else {
        this.#at += 1;
        if (next === '[') inside = true;
        else if (next === ']') inside = false;
        else if (next === '>' && !inside) return;
      }
    }
  }

  /** A general entity with its value; one that stands elsewhere, or in the DOCTYPE only, is unknown. */
  #entity(): void {
    this.#at += 8;
    this.#spaces();
    const name = this.#name();
    this.#spaces();
    const next = this.#text.charAt(this.#at);
    if (next === '"' || next === "'") this.#entities.declare(name, this.#quoted());
  }
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

function find(scope: Scope, prefix: string): string {
  for (let each: Scope | null = scope; each; each = each.outer) {
    const address = each.own.get(prefix);
    if (address !== undefined) return address;
  }
  return '';
}
