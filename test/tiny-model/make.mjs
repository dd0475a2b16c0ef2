import { mkdir, rm, writeFile } from 'node:fs/promises';
import { importTs } from '../../scripts/importTs.mjs';

// Writes the tiny model to test/tiny-model/tiny-llava/ (`npm run tiny:build`).

const folder = new URL('tiny-llava/', import.meta.url);
const { buildTinyModel } = /** @type {typeof import('./build.ts')} */ (
  await importTs('test/tiny-model/build.ts')
);
const files = buildTinyModel();
await rm(folder, { recursive: true, force: true });
let total = 0;
for (const [path, bytes] of files) {
  const target = new URL(path, folder);
  await mkdir(new URL('.', target), { recursive: true });
  await writeFile(target, bytes);
  total += bytes.length;
}
console.log(`${files.size} files, ${total} bytes`);
