import {
  cleanValue,
  readDeclarations,
  readSheet,
  type Declaration,
  type NewName,
  type Rule
} from './css.ts';
import type { XmlElement } from './readXml.ts';
import { SvgRefusal } from './refusal.ts';
import { ATTRIBUTES, ELEMENTS, PROPERTIES, SVG, TEXTS } from './svgNames.ts';

/** An element as it is counted and written out: nothing of it is but what a drawing may be made of. */
export interface SvgNode {
  name: string;
  /** The new one, by which alone it is referred to. */
  id: string | null;
  classes: readonly string[];
  attributes: Map<string, string>;
  /** Of its style attribute. */
  style: readonly Declaration[];
  /** The new name of what it refers to, or the data address of a picture. */
  href: string | null;
  parent: SvgNode | null;
  children: (SvgNode | string)[];
}

export interface CleanSvg {
  root: SvgNode;
  byName: Map<string, SvgNode>;
  rules: readonly Rule[];
}

const REFERRING = new Set('use textPath linearGradient radialGradient pattern feImage'.split(' '));
const CLASS = /^[\w\u0080-\uffff-]{1,200}$/;
const EMBEDDED = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;

/**
 * A drawing without anything that is not counted: only known elements, attributes and properties;
 * references only to its own elements, which get new names, so that no spelling of a name (entities,
 * percent signs, escapes) is read otherwise by a browser. Throws SvgRefusal where it is no SVG.
 */
export function cleanSvg(xml: XmlElement): CleanSvg {
  if (xml.namespace !== SVG || xml.name !== 'svg') throw new SvgRefusal('malformed');
  const names = new Map<string, string>();
  nameAll(xml, names);
  const newName: NewName = (id) => names.get(id) ?? names.get(unescaped(id)) ?? null;
  const cleaner = new Cleaner(newName);
  const root = cleaner.clean(xml, null);
  return { root, byName: cleaner.byName, rules: cleaner.rules };
}

const isKept = (xml: XmlElement): boolean => xml.namespace === SVG && ELEMENTS.has(xml.name);

function nameAll(xml: XmlElement, names: Map<string, string>): void {
  const id = xml.attributes.get('id');
  // Of several elements of one name the first is meant, as in a browser.
  if (id && !names.has(id)) names.set(id, `i${names.size}`);
  for (const child of xml.children) {
    if (typeof child !== 'string' && isKept(child)) nameAll(child, names);
  }
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

class Cleaner {
  readonly byName = new Map<string, SvgNode>();
  readonly rules: Rule[] = [];
  readonly #newName: NewName;

  constructor(newName: NewName) {
    this.#newName = newName;
  }

  clean(xml: XmlElement, parent: SvgNode | null): SvgNode {
    const given = xml.attributes.get('id');
    const name = given ? this.#newName(given) : null;
    const id = name !== null && !this.byName.has(name) ? name : null;
    const node: SvgNode = {
      name: xml.name,
      id,
      classes: (xml.attributes.get('class') ?? '').split(/\s+/).filter((each) => CLASS.test(each)),
      attributes: this.#attributes(xml),
      style: readDeclarations(xml.attributes.get('style') ?? '', this.#newName),
      href: this.#href(xml),
      parent,
      children: []
    };
    if (id !== null) this.byName.set(id, node);
    for (const child of xml.children) {
      if (typeof child === 'string') {
        if (TEXTS.has(xml.name)) node.children.push(child);
      } else if (isKept(child)) {
        const cleaned = this.clean(child, node);
        if (child.name === 'style') this.#sheet(cleaned);
        else node.children.push(cleaned);
      }
    }
    return node;
  }

  #attributes(xml: XmlElement): Map<string, string> {
    const kept = new Map<string, string>();
    for (const [name, value] of xml.attributes) {
      if (ATTRIBUTES.has(name)) kept.set(name, value);
      else if (PROPERTIES.has(name)) {
        const clean = cleanValue(value, this.#newName);
        if (clean !== null) kept.set(name, clean);
      }
    }
    return kept;
  }

  #href(xml: XmlElement): string | null {
    const href = (xml.attributes.get('href') ?? xml.attributes.get('xlink:href') ?? '').trim();
    if (href.startsWith('#')) {
      return REFERRING.has(xml.name) ? this.#newName(href.slice(1)) : null;
    }
    const shows = xml.name === 'image' || xml.name === 'feImage';
    return shows && EMBEDDED.test(href) ? href.replace(/\s+/g, '') : null;
  }

  #sheet(style: SvgNode): void {
    const { attributes, children } = style;
    if (!/^(text\/css)?$/i.test(attributes.get('type') ?? '')) return;
    const text = children.filter((child) => typeof child === 'string').join('');
    for (const rule of readSheet(text, this.#newName)) this.rules.push(rule);
  }
}
