import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSources } from '../../scripts/lint/sources.mjs';

const sources = readSources();
const sections = readFileSync('docs/README.md', 'utf8').split(/^## /m);

/** The files of a walk, in the order of its numbered list. */
function walk(title: string): string[] {
  const section = sections.find((each) => each.startsWith(title)) ?? '';
  return [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map((match) => `src/${match[1]}`);
}

const importsOf = (path: string) => sources.get(path)?.imports ?? [];
/** By an import, or by two through one file between. */
const reaches = (from: string, to: string) =>
  [...importsOf(from), ...importsOf(from).flatMap(importsOf)].includes(to);
/** Who calls and who is called may know of each other by an interface alone. */
const shareInterface = (a: string, b: string) =>
  importsOf(a).some((path) => path.endsWith('Api.ts') && importsOf(b).includes(path));

describe.each([
  ['From a picture to a shift', 25],
  ['From a stored answer to Table 1', 20]
])('%s', (title, most) => {
  const files = walk(title);

  test(`takes at most ${most} files, each of which is there and there once`, () => {
    expect(files.length).toBeGreaterThan(most / 2);
    expect(files.length).toBeLessThanOrEqual(most);
    expect(files.filter((path) => !sources.has(path))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  test('goes along imports', () => {
    // What the page asks of core stands before the page.
    const near = (k: number) => [...files.slice(0, k), ...files.slice(k + 1, k + 2)];
    const linked = (a: string, b: string) => reaches(a, b) || reaches(b, a) || shareInterface(a, b);
    const apart = files.filter((path, k) => !near(k).some((other) => linked(path, other)));
    expect(apart).toEqual([]);
  });

  test('enters the interface once', () => {
    const inside = files.map((path) => path.startsWith('src/ui/'));
    expect(inside.filter((ui, k) => ui && k > 0 && !inside[k - 1])).toHaveLength(1);
  });
});
