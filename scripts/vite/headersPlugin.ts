import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import type { Connect, Plugin } from 'vite';
import { securityHeaders } from './headers.mjs';
import { inlineHashes } from './pageIntegrity.mjs';

const POLICY = 'Content-Security-Policy';

/** Sends the security headers in development and preview; the build's are written by `finishBuild`. */
export function headersPlugin(): Plugin {
  return {
    name: 'valueshift:headers',
    config: () => ({
      server: { headers: securityHeaders('dev') },
      preview: { headers: securityHeaders('build') }
    }),
    configureServer: (server) => void server.middlewares.use(ownPolicy('dev', [])),
    configurePreviewServer(server) {
      const { root, build } = server.config;
      const page = resolve(root, build.outDir, 'index.html');
      const inline = existsSync(page) ? inlineHashes(readFileSync(page, 'utf8')) : [];
      server.middlewares.use(ownPolicy('build', inline));
    }
  };
}

/** Vite knows one set of headers for all: a file's own policy takes the place of that. */
function ownPolicy(mode: 'dev' | 'build', inline: readonly string[]): Connect.NextHandleFunction {
  return (request, response: ServerResponse, next) => {
    const path = request.url?.split('?')[0] ?? '';
    const policy = securityHeaders(mode, path, inline)[POLICY] as string;
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => set(name, name === POLICY ? policy : value);
    next();
  };
}
