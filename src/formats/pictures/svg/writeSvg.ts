import type { CleanSvg, SvgNode } from './cleanSvg.ts';
import type { Declaration } from './css.ts';
import { SVG } from './svgNames.ts';

/** A cleaned drawing as a file: what is drawn, in place of the file that was given. */
export function writeSvg({ root, rules }: CleanSvg): string {
  const parts: string[] = [];
  const sheet = rules.map(({ selector, declarations }) => `${selector}{${css(declarations)}}`);
  write(root, parts, ` xmlns="${SVG}"`, sheet.join('\n'));
  return parts.join('');
}

function write(node: SvgNode, parts: string[], first = '', sheet = ''): void {
  parts.push('<', node.name, first);
  const add = (name: string, value: string) =>
    parts.push(' ', name, '="', escaped(value).replace(/[\t\n\r]/g, ' '), '"');
  if (node.id !== null) add('id', node.id);
  if (node.classes.length > 0) add('class', node.classes.join(' '));
  for (const [name, value] of node.attributes) add(name, value);
  if (node.style.length > 0) add('style', css(node.style));
  if (node.href !== null) add('href', node.href.startsWith('data:') ? node.href : `#${node.href}`);
  parts.push('>');
  if (sheet !== '') parts.push('<style>', escaped(sheet), '</style>');
  for (const child of node.children) {
    if (typeof child === 'string') parts.push(escaped(child));
    else write(child, parts);
  }
  parts.push('</', node.name, '>');
}

function css(declarations: readonly Declaration[]): string {
  return declarations
    .map(({ property, value, important }) => `${property}:${value}${important ? '!important' : ''}`)
    .join(';');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? '')
      // Control characters are no XML.
      // eslint-disable-next-line no-control-regex
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
  );
}
