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
 * What the page may do that a browser can forbid: show the camera, fill the screen, and ask this
 * computer's servers.
 */
const PERMITTED = ['camera', 'fullscreen', 'local-network-access', 'loopback-network'];
/** All else that browsers know by now and nothing here uses. */
const FORBIDDEN = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'clipboard-read',
  'compute-pressure',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking'
];

/** Two years, in seconds; browsers heed it on https alone. */
const HTTPS_ONLY = 'max-age=63072000';

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [path] as for `policyOf`; any other file's policy is the strict one
 * @param {readonly string[]} [inline] hashes of scripts that stand in the page itself: its import map
 * @returns {string} the policy, fit for a header and for a meta element
 */
export function contentSecurityPolicy(mode, path = '', inline = []) {
  // Vite's dev server injects styles as <style> elements; the build has files only.
  const style = mode === 'dev' ? "'self' 'unsafe-inline'" : "'self'";
  const hashes = inline.map((hash) => ` '${hash}'`).join('');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${FRAME_HASH}'${hashes}`,
    `style-src ${style}`,
    "worker-src 'self'",
    `connect-src ${MAY_ASK[policyOf(path)]}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    // Text never becomes markup or a script's address but by these three (workers/trustedScripts.ts).
    "require-trusted-types-for 'script'",
    'trusted-types default svelte-trusted-html drawing-frame'
  ].join('; ');
}

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [path] as for `policyOf`
 * @param {readonly string[]} [inline] as for `contentSecurityPolicy`
 * @returns {Record<string, string>} header names and values
 */
export function securityHeaders(mode, path, inline) {
  return {
    'Content-Security-Policy': `${contentSecurityPolicy(mode, path, inline)}; frame-ancestors 'none'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': [
      ...PERMITTED.map((feature) => `${feature}=(self)`),
      ...FORBIDDEN.map((feature) => `${feature}=()`)
    ].join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    // Where development runs, other things run at other times, without https.
    ...(mode === 'build' && { 'Strict-Transport-Security': HTTPS_ONLY })
  };
}
