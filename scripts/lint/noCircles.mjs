import { relative } from 'node:path';
import { circlesOf } from './circles.mjs';
import { readSources } from './sources.mjs';

/**
 * No file reaches itself through its imports, of types either: published rules pass over type
 * imports, or over those in components (docs/adr/010).
 * @param {() => ReadonlyMap<string, readonly string[]>} importsOf by path from the root; read once
 * @returns {import('eslint').Rule.RuleModule}
 */
export function circleRule(importsOf) {
  /** @type {Map<string, string> | undefined} */
  let circles;
  const byFile = () =>
    new Map(
      circlesOf(importsOf()).flatMap((circle) => circle.map((path) => [path, circle.join(' -> ')]))
    );
  return {
    create: (context) => ({
      Program(node) {
        circles ??= byFile();
        const path = relative(context.cwd, context.filename).replaceAll('\\', '/');
        const circle = circles.get(path);
        if (circle) context.report({ node, message: `A circle of imports: ${circle}` });
      }
    })
  };
}

export const noCircles = circleRule(
  () => new Map([...readSources()].map(([path, { imports }]) => [path, imports]))
);
