import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { writeBill } from '../sbom/write.mjs';
import { LIST_NAME, listFiles, type FileList, type ListedFile } from './fileList.mjs';
import { contentSecurityPolicy, policyOf, securityHeaders } from './headers.mjs';
import { hostFiles } from './hostFiles.mjs';
import { inlineHashes, integrityOf, sealPage } from './pageIntegrity.mjs';
import { writeServiceWorker } from './serviceWorker.ts';
import { writeStickSources } from './stickSources.ts';
import type { ShippedPackages } from './shippedPackages.ts';

/**
 * What can only be said of a build when all its files are there: hashes in its pages and the policy
 * that lets them be, what of others' is in it, settings for hosts, the service worker, the list of all files.
 */
export function finishBuild(shipped: ShippedPackages): Plugin {
  let outDir: string | null = null;
  let root = '.';
  /** What pages import; workers' scripts are assets to Vite. */
  let chunks: string[] = [];
  return {
    name: 'valueshift:finish-build',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    writeBundle(options, bundle) {
      outDir = resolve(options.dir ?? 'dist');
      chunks = Object.values(bundle).flatMap(({ type, fileName }) =>
        type === 'chunk' ? [fileName] : []
      );
    },
    // After all plugins have written: the model and the runtime are copied into place.
    async closeBundle() {
      if (outDir === null) return;
      await writeBill(outDir, shipped.folders);
      await writeStickSources(root, outDir);
      const inline = await sealPages(outDir, chunks);
      const entries = (await readdir(outDir, { withFileTypes: true })).map((entry) =>
        entry.isDirectory() ? `${entry.name}/` : entry.name
      );
      const texts = hostFiles([...entries, 'sw.js', 'hosting/', LIST_NAME].sort(), inline);
      for (const [path, text] of Object.entries(texts)) await write(join(outDir, path), text);
      const files = await listFiles(outDir);
      const headers = headersOf(files, inline);
      await writeServiceWorker(outDir, files, headers);
      const list: FileList = {
        format: 'valueshift-files-1',
        ...headers,
        files: await listFiles(outDir)
      };
      await write(join(outDir, LIST_NAME), `${JSON.stringify(list, null, 1)}\n`);
    }
  };
}

/** @returns the hashes of what stands in the pages themselves: the same import map in each */
async function sealPages(outDir: string, chunks: readonly string[]): Promise<string[]> {
  const contents = new Map<string, string>();
  const hash = async (path: string) =>
    contents.set(path, integrityOf(await readFile(join(outDir, path))));
  for (const path of chunks) await hash(path);
  for (const path of await readdir(join(outDir, 'assets')))
    if (path.endsWith('.css')) await hash(`assets/${path}`);
  const hashes = new Set<string>();
  for (const page of (await readdir(outDir)).filter((name) => name.endsWith('.html'))) {
    const html = await readFile(join(outDir, page), 'utf8');
    const sealed = sealPage(html, (path) => contents.get(path) ?? '', chunks);
    const inline = inlineHashes(sealed);
    for (const each of inline) hashes.add(each);
    // Hosts that send no headers leave the policy to the page.
    const policy = contentSecurityPolicy('build', page, inline).replaceAll("'", '&#39;');
    const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
    await write(join(outDir, page), sealed.replace('<head>', `<head>\n    ${meta}`));
  }
  return [...hashes];
}

/** The headers of all files, and those of the files that have a policy of their own. */
function headersOf(files: readonly ListedFile[], inline: readonly string[]) {
  return {
    headers: securityHeaders('build', '', inline),
    pageHeaders: Object.fromEntries(
      files
        .filter(({ path }) => policyOf(path) !== 'strict')
        .map(({ path }) => [path, securityHeaders('build', path, inline)])
    )
  };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
