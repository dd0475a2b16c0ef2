/** What Python's `repr` of plain data can hold; tuples read as lists, dict keys as text. */
export type PythonValue =
  null | boolean | number | string | PythonValue[] | Map<string, PythonValue>;

/**
 * Reads a Python literal: lists, tuples, dicts, texts, numbers, nan, None, and a call around one of
 * them (`defaultdict(<class 'list'>, {...})`). Null where the text is anything else.
 */
export function readPython(text: string): PythonValue | undefined {
  const body =
    /^\s*(?:default|Ordered)?dict\(\s*(?:<[^>]*>\s*,)?(.*)\)\s*$/s.exec(text)?.[1] ?? text;
  const reader = new Reader(body);
  try {
    const value = reader.value();
    reader.end();
    return value;
  } catch (fault) {
    if (fault instanceof NotPython) return undefined;
    throw fault;
  }
}

class NotPython extends Error {}

const DEEPEST = 50;

const CONSTANTS: Record<string, PythonValue> = {
  None: null,
  True: true,
  False: false,
  nan: NaN,
  NaN
};
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): PythonValue {
    // Data is flat; thousands of brackets in one another are none, and would run out of stack.
    if ((this.#depth += 1) > DEEPEST) throw new NotPython();
    const found = this.#value();
    this.#depth -= 1;
    return found;
  }

  #value(): PythonValue {
    const char = this.#peek();
    if (char === '[') return this.#list(']');
    if (char === '(') return this.#list(')');
    if (char === '{') return this.#dict();
    if (char === '"' || char === "'") return this.#string();
    return this.#word();
  }

  end(): void {
    if (this.#peek() !== '') throw new NotPython();
  }

  #peek(): string {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at] ?? '';
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #list(close: string): PythonValue[] {
    this.#at += 1;
    const items: PythonValue[] = [];
    while (!this.#take(close)) {
      items.push(this.value());
      if (!this.#take(',') && this.#peek() !== close) throw new NotPython();
    }
    return items;
  }

  #dict(): Map<string, PythonValue> {
    this.#at += 1;
    const items = new Map<string, PythonValue>();
    while (!this.#take('}')) {
      const key = this.value();
      if (!this.#take(':')) throw new NotPython();
      items.set(String(key), this.value());
      if (!this.#take(',') && this.#peek() !== '}') throw new NotPython();
    }
    return items;
  }

  #string(): string {
    const quote = this.#text[this.#at];
    let out = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at] as string;
      if (char === quote) {
        this.#at += 1;
        return out;
      }
      out += char === '\\' ? this.#escape() : char;
    }
    throw new NotPython();
  }

  #escape(): string {
    this.#at += 1;
    const kind = this.#text[this.#at] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[kind];
    if (digits === undefined) return ESCAPES[kind] ?? kind;
    const hex = this.#text.slice(this.#at + 1, this.#at + 1 + digits);
    const point = parseInt(hex, 16);
    if (hex.length < digits || !(point <= 0x10ffff)) throw new NotPython();
    this.#at += digits;
    return String.fromCodePoint(point);
  }

  #word(): PythonValue {
    const word = /^[\w.+-]+/.exec(this.#text.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += word.length;
    if (Object.hasOwn(CONSTANTS, word)) return CONSTANTS[word] as PythonValue;
    const number = Number(word);
    if (word === '' || Number.isNaN(number)) throw new NotPython();
    return number;
  }
}
