interface Element {
  children: Element[];
  /** Id of the element that a `<use>` copies. */
  copies: string | null;
}

/** Comments, instructions and character data are skipped; quoted values may hold a ">". */
const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
/** An entity that holds elements could hide copies. Those of drawing programs hold addresses only. */
const ENTITY_WITH_ELEMENTS = /<!ENTITY[^>"']*(?:"[^"]*<[^"]*"|'[^']*<[^']*')/;

/**
 * How many elements an SVG's `<use>` copies in all, copies of copies included; a cycle counts once.
 * A file of one kilobyte can ask for 100,000 of them, which stops a tab (Chromium for 30 s and
 * more), so this is asked before the drawing is shown anywhere. Reads text only: a browser's own
 * parser would report each inline style of the file as a breach of the page's policy. Never throws;
 * text that is no XML gets some number, and the browser refuses it later.
 */
export function countSvgCopies(text: string): number {
  if (ENTITY_WITH_ELEMENTS.test(text)) return Infinity;
  const { root, byId, elements } = parse(text);
  const sizes = new Map<Element, number>();

  const drawnSize = (element: Element): number => {
    const known = sizes.get(element);
    if (known !== undefined) return known;
    sizes.set(element, 0);
    const copied = element.copies === null ? undefined : byId.get(element.copies);
    let size = 1 + (copied ? drawnSize(copied) : 0);
    for (const child of element.children) size += drawnSize(child);
    sizes.set(element, size);
    return size;
  };

  try {
    return drawnSize(root) - 1 - elements;
  } catch (fault) {
    // Nested too deep for the stack, and for any browser.
    if (fault instanceof RangeError) return Infinity;
    throw fault;
  }
}

function parse(text: string): { root: Element; byId: Map<string, Element>; elements: number } {
  const root: Element = { children: [], copies: null };
  const byId = new Map<string, Element>();
  const open = [root];
  let elements = 0;
  for (const [, closing, name, attributes = ''] of text.matchAll(TAG)) {
    if (name === undefined) continue;
    if (closing) {
      if (open.length > 1) open.pop();
      continue;
    }
    const isUse = /^(?:[^:]*:)?use$/.test(name);
    const target = isUse ? attribute(attributes, '(?:[^\\s:=]*:)?href') : null;
    const element: Element = { children: [], copies: target?.replace(/^\s*#|\s*$/g, '') ?? null };
    elements += 1;
    open.at(-1)?.children.push(element);
    const id = attribute(attributes, 'id');
    if (id !== null && !byId.has(id)) byId.set(id, element);
    if (!attributes.endsWith('/')) open.push(element);
  }
  return { root, byId, elements };
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? (match[1] ?? match[2] ?? null) : null;
}
