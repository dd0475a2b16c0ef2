import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The response headers that every host of the app should send. COOP and COEP make the page
 * cross-origin isolated, which WASM threads need; the policy allows nothing but our own files.
 * Plain JavaScript, because Vite's configuration and the Node scripts both read it.
 */

/** The one script of the frame in which drawings are drawn stands in that frame, so it is named by its hash. */
const FRAME_SCRIPT = new URL('../../src/ui/pictures/drawingFrame.js', import.meta.url);
const FRAME_HASH = createHash('sha256')
  // As a browser reads it, whatever line ends the file was checked out with.
  .update(readFileSync(FRAME_SCRIPT, 'utf8').replaceAll('\r\n', '\n'))
  .digest('base64');

/** The model hub, and the hosts that it redirects downloads to: for the download page only. */
const HUB = 'https://huggingface.co https://*.huggingface.co https://*.hf.co';

/** The one page that may ask the hub (docs/adr/006). */
export const DOWNLOAD_PAGE = 'download.html';

/** Servers on this computer, under the two names for it that a policy can spell. */
const LOOPBACK = 'http://127.0.0.1:* http://localhost:*';

/** Folder of the one worker that may speak to a server on this computer (docs/adr/012). */
export const SERVED_FOLDER = 'served';

/**
 * Which of the three policies a file of the app has.
 * @param {string} path of a URL, or a file's in the build
 * @returns {'strict' | 'hub' | 'loopback'}
 */
export function policyOf(path) {
  if (path.endsWith(DOWNLOAD_PAGE)) return 'hub';
  // In development a worker's file is asked for by its source's name.
  return /^\/?served\/|\/served\.worker\.ts$/.test(path) ? 'loopback' : 'strict';
}

const MAY_ASK = { strict: "'self'", hub: `'self' ${HUB}`, loopback: LOOPBACK };

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [path] as for `policyOf`; any other file's policy is the strict one
 * @returns {string} the policy, fit for a header and for a meta element
 */
export function contentSecurityPolicy(mode, path = '') {
  // Vite's dev server injects styles as <style> elements; the build has files only.
  const style = mode === 'dev' ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${FRAME_HASH}'`,
    `style-src ${style}`,
    "worker-src 'self'",
    `connect-src ${MAY_ASK[policyOf(path)]}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ');
}

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [path] as for `policyOf`
 * @returns {Record<string, string>} header names and values
 */
export function securityHeaders(mode, path) {
  return {
    'Content-Security-Policy': `${contentSecurityPolicy(mode, path)}; frame-ancestors 'none'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer'
  };
}
