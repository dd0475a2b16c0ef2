import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { WORKER_CODE } from '../../src/sw/stick/stickPlan.ts';

const ENTRY = 'src/sw/sw.ts';
/** What a stick holds besides the app: pages, starters, servers. */
const FOLDER = 'scripts/stick/folder';

/**
 * Writes into the build what a stick is made of besides the app, so that the page can make one as
 * well: the stick's own files, and the service worker's code without its list. All end in `.txt`:
 * hosts and filters of schools refuse `.cmd` and `.ps1`, and then the app would not be kept at all.
 */
export async function writeStickSources(root: string, outDir: string): Promise<void> {
  const target = join(outDir, dirname(WORKER_CODE));
  await mkdir(target, { recursive: true });
  for (const name of await readdir(join(root, FOLDER))) {
    // The same bytes whatever line ends the files were checked out with; Windows' own want theirs.
    const text = (await readFile(join(root, FOLDER, name), 'utf8')).replaceAll('\r\n', '\n');
    const ends = name.endsWith('.cmd') ? text.replaceAll('\n', '\r\n') : text;
    await writeFile(join(target, `${name}.txt`), ends);
  }
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: {
        input: join(root, ENTRY),
        output: { format: 'iife', entryFileNames: basename(WORKER_CODE) }
      }
    }
  });
}
