import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { sendFile } from '../lib/sendFile.mjs';

/** One served place: every file of a folder (`from: 'dir'`), or the listed files of it. */
export interface StaticFolder {
  /** URL path, starting and ending in a slash. */
  url: string;
  from: string;
  files?: readonly string[];
}

/**
 * Serves folders outside `public` in dev and copies them into the build. The model's 200 MB and
 * the runtime stay where they are and are never bundled, hashed or read into memory by Vite.
 */
export function staticFolders(folders: readonly StaticFolder[]): Plugin {
  let outDir = 'dist';
  return {
    name: 'valueshift:static-folders',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        // A threaded runtime's worker script needs the page's isolation headers, too.
        for (const [name, value] of Object.entries(server.config.server.headers ?? {})) {
          if (value !== undefined) response.setHeader(name, value);
        }
        // A JSON file that the sources import is a module, for Vite to transform.
        if (/\.json\?import/.test(request.url ?? '')) return next();
        const path = (request.url ?? '').split('?')[0] as string;
        const folder = folders.find(({ url }) => path.startsWith(url));
        const inside = path.slice(folder?.url.length);
        if (!folder || (folder.files && !folder.files.includes(inside))) return next();
        // The headers are set already.
        sendFile(request, response, folder.from, inside, () => ({})).catch(next);
      });
    },
    async writeBundle() {
      for (const { url, from, files } of folders) {
        const target = join(outDir, url);
        await mkdir(target, { recursive: true });
        if (!files) await cp(from, target, { recursive: true });
        for (const file of files ?? []) {
          await mkdir(dirname(join(target, file)), { recursive: true });
          await cp(join(from, file), join(target, file));
        }
      }
    }
  };
}
