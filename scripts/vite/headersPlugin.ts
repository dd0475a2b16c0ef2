import type { Plugin } from 'vite';
import { contentSecurityPolicy, securityHeaders } from './headers.mjs';

/**
 * Sends the security headers in dev and preview, and writes them into the build: as a `_headers`
 * file for static hosts that read one, and the policy as a meta element for those that do not.
 */
export function headersPlugin(): Plugin {
  return {
    name: 'valueshift:headers',
    config: () => ({
      server: { headers: securityHeaders('dev') },
      preview: { headers: securityHeaders('build') }
    }),
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        if (context.server) return html;
        return [
          {
            tag: 'meta',
            attrs: {
              'http-equiv': 'Content-Security-Policy',
              content: contentSecurityPolicy('build')
            },
            injectTo: 'head-prepend'
          }
        ];
      }
    },
    generateBundle() {
      const lines = Object.entries(securityHeaders('build')).map(([k, v]) => `  ${k}: ${v}`);
      this.emitFile({
        type: 'asset',
        fileName: '_headers',
        source: ['/*', ...lines, ''].join('\n')
      });
    }
  };
}
