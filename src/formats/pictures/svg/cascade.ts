import type { SvgNode } from './cleanSvg.ts';
import type { Rule } from './css.ts';
import { SvgRefusal } from './refusal.ts';

/** Values of one property that the rules for one subject give. */
const VALUES = 500;

/** What a property of an element may be, whichever of its rules wins. */
export class Cascade {
  readonly #bySubject = new Map<string, Map<string, Set<string>>>();

  constructor(rules: readonly Rule[]) {
    for (const { subject, declarations } of rules) {
      const properties = this.#bySubject.get(subject) ?? new Map<string, Set<string>>();
      this.#bySubject.set(subject, properties);
      for (const { property, value } of declarations) {
        const values = properties.get(property) ?? new Set();
        properties.set(property, values.add(value));
        if (values.size > VALUES) throw new SvgRefusal('intricate');
      }
    }
  }

  /** Every value that the element's attribute, its style and any rule for it give; often none. */
  values(node: SvgNode, property: string): string[] {
    const found = node.style.flatMap((each) => (each.property === property ? each.value : []));
    const attribute = node.attributes.get(property);
    if (attribute !== undefined) found.push(attribute);
    if (this.#bySubject.size === 0) return found;
    const subjects = ['*', node.name, ...node.classes.map((name) => `.${name}`)];
    if (node.id !== null) subjects.push(`#${node.id}`);
    for (const subject of subjects) {
      const values = this.#bySubject.get(subject)?.get(property);
      if (values) found.push(...values);
    }
    return found;
  }
}

/** The new names that a value refers to. */
export function referencesIn(value: string): string[] {
  return value.includes('url(#')
    ? [...value.matchAll(/url\(#(\w+)\)/g)].map(([, name = '']) => name)
    : [];
}
