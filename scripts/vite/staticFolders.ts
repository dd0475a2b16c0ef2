import { createReadStream } from 'node:fs';
import { cp, mkdir, stat } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';
import type { Plugin } from 'vite';

const TYPES: Record<string, string> = {
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm'
};

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
        const path = pathOf(request.url ?? '');
        const folder = folders.find(({ url }) => path.startsWith(url));
        if (!folder) return next();
        const inside = normalize(path.slice(folder.url.length));
        const allowed = folder.files ? folder.files.includes(inside) : !inside.startsWith('..');
        if (!allowed || inside.startsWith(sep)) return next();
        const file = join(folder.from, inside);
        stat(file).then(
          ({ size }) => {
            response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
            response.setHeader('Content-Length', size);
            createReadStream(file).pipe(response);
          },
          () => {
            response.statusCode = 404;
            response.end();
          }
        );
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

/** The decoded path of a request; as sent where it cannot be decoded. */
function pathOf(url: string): string {
  const path = url.split('?')[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
