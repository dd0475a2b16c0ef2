import { SvgRefusal } from './refusal.ts';

/** Characters that a document's own entities may come to in all; drawing programs need a few hundred. */
const EXPANDED = 200_000;
const PREDEFINED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"]
]);

/** A document's entities: those of XML, and addresses that old drawing programs declare. */
export class Entities {
  readonly #declared = new Map<string, string>();
  #expanded = 0;

  /**
   * Declares one, resolved at once. The first declaration of a name counts (XML 1.0, 4.2). One that
   * holds elements could hide what is counted, so it is refused.
   */
  declare(name: string, value: string): void {
    const resolved = this.resolve(value);
    if (resolved.includes('<')) throw new SvgRefusal('intricate');
    if (!this.#declared.has(name)) this.#declared.set(name, resolved);
  }

  /** Text with its references replaced. Throws for unknown ones, and for too many. */
  resolve(text: string): string {
    let at = text.indexOf('&');
    if (at === -1) return text;
    const parts: string[] = [];
    let from = 0;
    while (at !== -1) {
      const end = text.indexOf(';', at);
      if (end === -1 || end - at > 80) throw new SvgRefusal('malformed');
      parts.push(text.slice(from, at), this.#value(text.slice(at + 1, end)));
      from = end + 1;
      at = text.indexOf('&', from);
    }
    parts.push(text.slice(from));
    return parts.join('');
  }

  #value(name: string): string {
    if (name.startsWith('#')) return character(name);
    const value = PREDEFINED.get(name) ?? this.#declared.get(name);
    if (value === undefined) throw new SvgRefusal('malformed');
    this.#expanded += value.length;
    if (this.#expanded > EXPANDED) throw new SvgRefusal('intricate');
    return value;
  }
}

function character(name: string): string {
  const match = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
  const code = match ? parseInt(match[1] ?? match[2] ?? '', match[1] ? 16 : 10) : NaN;
  if (!(code > 0 && code <= 0x10ffff)) throw new SvgRefusal('malformed');
  return String.fromCodePoint(code);
}
