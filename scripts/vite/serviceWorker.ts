import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { neededFiles } from '../../src/engine/files/neededFiles.ts';
import { parseManifest } from '../../src/engine/files/manifest.ts';
import type { BuildFile, BuildList, Part } from '../../src/sw/list.ts';
import type { ListedFile } from './fileList.mjs';

const ENTRY = 'src/sw/sw.ts';
const BUNDLED_MODEL = 'pocket-llava';

/** For hosts and those who check builds; and the page for scripts, which no person opens. */
const NOT_KEPT = /^(hosting\/|automation\.html$|assets\/automation-|sbom\.)/;
/** Vite emits a copy of the runtime beside the one in /ort/ that is used. */
const UNUSED_COPY = /^assets\/ort-.*\.wasm$/;

/**
 * Writes `sw.js` into the finished build: the service worker with the list of the build's files,
 * their sizes and checksums. The browser takes a worker whose bytes differ for a new version.
 */
export async function writeServiceWorker(
  root: string,
  outDir: string,
  listed: readonly ListedFile[],
  headers: Omit<BuildList, 'files'>
): Promise<void> {
  const partOf = await parts(outDir);
  const files: BuildFile[] = listed
    .filter(({ path }) => !NOT_KEPT.test(path) && !UNUSED_COPY.test(path))
    .map((file) => ({ ...file, part: partOf(file.path) }));
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    define: { BUILD_LIST: JSON.stringify({ files, ...headers } satisfies BuildList) },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: {
        input: join(root, ENTRY),
        output: { format: 'iife', entryFileNames: 'sw.js' }
      }
    }
  });
}

/** What each file is kept for: the model's as the engine chooses them. */
async function parts(outDir: string): Promise<(path: string) => Part> {
  const folder = `models/${BUNDLED_MODEL}/`;
  const text = await readFile(join(outDir, folder, 'manifest.json'), 'utf8');
  const manifest = { hash: '', files: parseManifest(text, folder) };
  const needed = neededFiles(manifest, BUNDLED_MODEL).files.map((file) => folder + file);
  const model = new Set([`${folder}manifest.json`, ...needed]);
  return (path) => {
    if (model.has(path)) return 'model';
    if (path.startsWith('models/')) return 'extra';
    if (path.startsWith('ort/')) return path.includes('.asyncify.') ? 'gpu-runtime' : 'runtime';
    return 'shell';
  };
}
