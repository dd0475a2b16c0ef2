import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folders = ['src/ui/pictures', 'src/store'];
const catalogues = ['intake', 'pictures', 'store'].map(
  (area) => `src/ui/messages/en/errors.${area}.json`
);

const sources = folders
  .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

test('every code of an error or notice has a sentence, and every sentence its code', () => {
  const codes = sources.match(/(?<=')(picture|store|quota)-[a-z-]+(?=')/g) ?? [];
  const sentences: Record<string, string> = Object.assign(
    {},
    ...catalogues.map((path) => JSON.parse(readFileSync(path, 'utf8')))
  );
  expect([...new Set(codes)].sort()).toEqual(Object.keys(sentences).sort());
});
