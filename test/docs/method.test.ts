import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSources } from '../../scripts/lint/sources.mjs';

const page = readFileSync('docs/method.md', 'utf8');
/** What is defined, the file that holds it, the names that it exports. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (what|-+) /.test(line))
  .map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [path, ...names] = [...(cells.at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(
      (match) => match[1]
    );
    return { cells, what: cells[1] ?? '', path: `src/${path}`, names };
  });

describe('docs/method.md', () => {
  const sources = readSources();

  test.each(rows)('$what is where the page says', ({ cells, path, names }) => {
    expect(cells).toHaveLength(6);
    expect(sources.get(path)?.exports).toEqual(expect.arrayContaining(names));
    expect(names).not.toEqual([]);
  });

  test('defines everything once', () => {
    const defined = rows.map(({ what }) => what);
    expect(defined.length).toBeGreaterThan(40);
    expect(new Set(defined).size).toBe(defined.length);
  });

  test('names every file of the chapters that hold definitions', () => {
    const chapters = /^src\/(core\/(answers|measures|inference)\/.+)$/;
    const files = [...sources.keys()].flatMap((path) => chapters.exec(path)?.[1] ?? []);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => !page.includes(`\`${path}\``))).toEqual([]);
  });
});
