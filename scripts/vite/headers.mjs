/**
 * The response headers that every host of the app should send. COOP and COEP make the page
 * cross-origin isolated, which WASM threads need; the policy allows nothing but our own files.
 * Plain JavaScript, because Vite's configuration and the Node scripts both read it.
 */

/** The model hub, and the hosts that it redirects downloads to: for the download page only. */
const HUB = 'https://huggingface.co https://*.huggingface.co https://*.hf.co';

/** The one page that may ask the hub (docs/adr/006). */
export const DOWNLOAD_PAGE = 'download.html';

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [page] file name of the page; any other file's policy is the strict one
 * @returns {string} the policy, fit for a header and for a meta element
 */
export function contentSecurityPolicy(mode, page) {
  // Vite's dev server injects styles as <style> elements; the build has files only.
  const style = mode === 'dev' ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src ${style}`,
    "worker-src 'self'",
    page === DOWNLOAD_PAGE ? `connect-src 'self' ${HUB}` : "connect-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ');
}

/**
 * @param {'dev' | 'build'} mode
 * @param {string} [page] file name of the page
 * @returns {Record<string, string>} header names and values
 */
export function securityHeaders(mode, page) {
  return {
    'Content-Security-Policy': `${contentSecurityPolicy(mode, page)}; frame-ancestors 'none'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer'
  };
}
