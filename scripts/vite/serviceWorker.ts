import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neededFiles } from '../../src/engine/files/neededFiles.ts';
import { parseManifest } from '../../src/engine/files/manifest.ts';
import { sha256 } from '../../src/core/digest.ts';
import { languageOf, type BuildFile, type BuildList, type Part } from '../../src/sw/list.ts';
import { STICK_LIST, stickListText, WORKER_CODE } from '../../src/sw/stick/stickPlan.ts';
import { serviceWorkerText } from '../../src/sw/workerText.ts';
import type { ListedFile } from './fileList.mjs';

const BUNDLED_MODEL = 'pocket-llava';

/** For hosts and those who check builds; and the page for scripts, which no person opens. */
const NOT_KEPT = /^(hosting\/|automation\.html$|assets\/automation-|sbom\.)/;
/** Vite emits a copy of the runtime beside the one in /ort/ that is used. */
const UNUSED_COPY = /^assets\/ort-.*\.wasm$/;

/**
 * Writes `sw.js` into the finished build: the list of the build's files, their sizes and checksums,
 * then the service worker's code. The browser takes a worker whose bytes differ for a new version.
 * Beside it goes the same list for sticks (`stick/list.json`), which the worker keeps as well.
 */
export async function writeServiceWorker(
  outDir: string,
  listed: readonly ListedFile[],
  headers: Omit<BuildList, 'files'>
): Promise<void> {
  const partOf = await parts(outDir);
  const files: BuildFile[] = listed
    .filter(({ path }) => !NOT_KEPT.test(path) && !UNUSED_COPY.test(path))
    .map((file) => ({ ...file, part: partOf(file.path) }));
  const text = stickListText({ files, ...headers });
  await writeFile(join(outDir, STICK_LIST), text);
  const own = { path: STICK_LIST, sha256: await sha256(text), bytes: Buffer.byteLength(text) };
  const all = [...files, { ...own, part: 'shell' as const }];
  const list = { files: all.sort((a, b) => (a.path < b.path ? -1 : 1)), ...headers };
  const code = await readFile(join(outDir, WORKER_CODE), 'utf8');
  await writeFile(join(outDir, 'sw.js'), serviceWorkerText(list, code));
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
    return languageOf(path) ? 'language' : 'shell';
  };
}
