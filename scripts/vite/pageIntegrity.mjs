import { createHash } from 'node:crypto';

/**
 * @param {string | Uint8Array} content
 * @returns {string} as `integrity` and policies have it
 */
export function integrityOf(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/**
 * A page whose files the browser checks before it uses them: `integrity` on its scripts, preloads
 * and styles, and an import map with that of every chunk that they load later.
 * @param {string} html as Vite wrote it
 * @param {(path: string) => string} fileIntegrity of a file by its path in the build
 * @param {readonly string[]} chunks paths of all that may be imported
 * @returns {string}
 */
export function sealPage(html, fileIntegrity, chunks) {
  const sealed = html.replace(
    /<(?:script|link)\b[^>]*\b(?:src|href)="\.\/((?:assets|served)\/[^"]+\.(?:js|css))"/g,
    (tag, path) => `${tag} integrity="${fileIntegrity(path)}"`
  );
  const integrity = Object.fromEntries(
    [...chunks].sort().map((path) => [`./${path}`, fileIntegrity(path)])
  );
  const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>\n    `;
  // Before anything is loaded that it speaks of.
  return sealed.replace(/<script type="module"|<link rel="modulepreload"/, `${map}$&`);
}

/**
 * @param {string} html
 * @returns {string[]} hashes of the scripts that stand in a page itself, for its policy
 */
export function inlineHashes(html) {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => integrityOf(text)
  );
}
