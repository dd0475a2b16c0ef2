import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { neededFiles } from '../../src/engine/files/neededFiles.ts';
import { parseManifest } from '../../src/engine/files/manifest.ts';
import type { BuildFile, BuildList, Part } from '../../src/sw/list.ts';
import { policyOf, securityHeaders } from './headers.mjs';

const ENTRY = 'src/sw/sw.ts';
const BUNDLED_MODEL = 'pocket-llava';

/** For hosts and debuggers; and the page for scripts, which no person opens. */
const NOT_KEPT = /\.map$|^_headers$|^\.|^sw\.js$|^automation\.html$|^assets\/automation-/;
/** Vite emits a copy of the runtime beside the one in /ort/ that is used. */
const UNUSED_COPY = /^assets\/ort-.*\.wasm$/;

/**
 * Writes `sw.js` into the finished build: the service worker with the list of the build's files,
 * their sizes and checksums. The browser takes a worker whose bytes differ for a new version.
 */
export function serviceWorker(): Plugin {
  let outDir: string | null = null;
  let root = '.';
  return {
    name: 'valueshift:service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    writeBundle(options) {
      outDir = resolve(options.dir ?? 'dist');
    },
    // After all plugins have written: the model and the runtime are copied into place.
    async closeBundle() {
      if (outDir === null) return;
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: { BUILD_LIST: JSON.stringify(await listBuild(outDir)) },
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
  };
}

async function listBuild(outDir: string): Promise<BuildList> {
  const partOf = await parts(outDir);
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(outDir.length + 1)
        .replaceAll(sep, '/')
    )
    .filter((path) => !NOT_KEPT.test(path) && !UNUSED_COPY.test(path));
  const files: BuildFile[] = [];
  for (const path of paths.sort()) {
    const { size: bytes } = await stat(join(outDir, path));
    files.push({ path, sha256: await sha256(join(outDir, path)), bytes, part: partOf(path) });
  }
  return {
    files,
    headers: securityHeaders('build'),
    pageHeaders: Object.fromEntries(
      files
        .filter(({ path }) => policyOf(path) !== 'strict')
        .map(({ path }) => [path, securityHeaders('build', path)])
    )
  };
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

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
