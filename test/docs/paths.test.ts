import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const under = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
const sources = [...['src', 'scripts', 'test'].flatMap(under), ...readdirSync('.')].map(
  (path) => `/${path.replaceAll('\\', '/')}`
);
const documents = ['README.md', ...under('docs').filter((path) => path.endsWith('.md'))];

test.each(documents)('%s names files that exist', (document) => {
  const text = readFileSync(document, 'utf8');
  const named = [...text.matchAll(/`([\w./-]+\.(?:ts|svelte|mjs))`/g)].map((match) => match[1]);
  expect(named.filter((path) => !sources.some((known) => known.endsWith(`/${path}`)))).toEqual([]);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1] as string);
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});
