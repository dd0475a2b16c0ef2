import type { ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import {
  contentSecurityPolicy,
  DOWNLOAD_PAGE,
  policyOf,
  securityHeaders,
  SERVED_FOLDER
} from './headers.mjs';
import { htaccess } from './htaccess.mjs';

const POLICY = 'Content-Security-Policy';

/**
 * Sends the security headers in dev and preview, and writes them into the build: as `_headers` and
 * `.htaccess` for static hosts that read one of them, and the policy as a meta element for those that do not.
 */
export function headersPlugin(): Plugin {
  return {
    name: 'valueshift:headers',
    config: () => ({
      server: { headers: securityHeaders('dev') },
      preview: { headers: securityHeaders('build') }
    }),
    configureServer: (server) => void server.middlewares.use(ownPolicy('dev')),
    configurePreviewServer: (server) => void server.middlewares.use(ownPolicy('build')),
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        if (context.server) return html;
        return [
          {
            tag: 'meta',
            attrs: {
              'http-equiv': POLICY,
              content: contentSecurityPolicy('build', context.path.slice(1))
            },
            injectTo: 'head-prepend'
          }
        ];
      }
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
      this.emitFile({ type: 'asset', fileName: '.htaccess', source: htaccess() });
    }
  };
}

/** Vite knows one set of headers for all: a policy of a file's own takes the place of that. */
function ownPolicy(mode: 'dev' | 'build'): Connect.NextHandleFunction {
  return (request, response: ServerResponse, next) => {
    const path = request.url?.split('?')[0] ?? '';
    if (policyOf(path) !== 'strict') {
      const policy = securityHeaders(mode, path)[POLICY] as string;
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => set(name, name === POLICY ? policy : value);
    }
    next();
  };
}

/**
 * Hosts add up the rules that match a file, and two policies allow only what both do: so each file
 * gets its policy from one rule.
 */
function headersFile(): string {
  const { [POLICY]: strict, ...common } = securityHeaders('build');
  const rule = (path: string, headers: Record<string, string | undefined>) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  ];
  const strictly = [
    '/',
    '/index.html',
    '/automation.html',
    '/sw.js',
    '/assets/*',
    '/ort/*',
    '/models/*'
  ];
  return [
    ...rule('/*', common),
    ...strictly.flatMap((path) => rule(path, { [POLICY]: strict })),
    ...[`/${DOWNLOAD_PAGE}`, `/${SERVED_FOLDER}/*`].flatMap((path) =>
      rule(path, { [POLICY]: securityHeaders('build', path)[POLICY] })
    ),
    ''
  ].join('\n');
}
