import { expect, test } from 'vitest';
import { inlineHashes, integrityOf, sealPage } from './pageIntegrity.mjs';

const PAGE = `<head>
    <link rel="icon" href="./icon.svg" />
    <script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/digest-2.js">
    <link rel="stylesheet" crossorigin href="./assets/index-3.css">
  </head>`;
const sealed = sealPage(PAGE, (path) => `sha256-${path}`, ['assets/later-4.js', 'assets/a-5.js']);

test('what a page loads carries its hash, and nothing else does', () => {
  const tags = [...sealed.matchAll(/<(?:script|link)[^>]*integrity="sha256-([^"]*)"/g)];
  expect(tags.map(([, path]) => path)).toEqual([
    'assets/index-1.js',
    'assets/digest-2.js',
    'assets/index-3.css'
  ]);
});

test('an import map has those of the chunks that come later, and stands before all of them', () => {
  const [, map = ''] = /<script type="importmap">(.*?)<\/script>/.exec(sealed) ?? [];
  expect(JSON.parse(map)).toEqual({
    integrity: {
      './assets/a-5.js': 'sha256-assets/a-5.js',
      './assets/later-4.js': 'sha256-assets/later-4.js'
    }
  });
  expect(sealed.indexOf('importmap')).toBeLessThan(sealed.indexOf('assets/index-1.js"'));
  expect(inlineHashes(sealed)).toEqual([integrityOf(map)]);
  expect(inlineHashes(PAGE)).toEqual([]);
});

test('a hash is written as browsers read it', () => {
  // echo -n "" | openssl dgst -sha256 -binary | base64
  expect(integrityOf('')).toBe('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
});
