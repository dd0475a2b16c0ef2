import { DOWNLOAD_PAGE, securityHeaders, SERVED_FOLDER } from './headers.mjs';

/**
 * The headers for Apache, as web space of schools and universities often runs it. Where the
 * server does not allow the file or the module, it ignores this, and the service worker helps.
 * @returns {string} the text of `.htaccess`
 */
export function htaccess() {
  const { 'Content-Security-Policy': strict, ...common } = securityHeaders('build');
  const { 'Content-Security-Policy': download } = securityHeaders('build', DOWNLOAD_PAGE);
  const { 'Content-Security-Policy': served } = securityHeaders('build', `${SERVED_FOLDER}/`);
  const set = (/** @type {string} */ name, /** @type {string | undefined} */ value) =>
    `  Header always set ${name} "${value}"`;
  return [
    '<IfModule mod_headers.c>',
    ...Object.entries(common).map(([name, value]) => set(name, value)),
    set('Content-Security-Policy', strict),
    `  <Files "${DOWNLOAD_PAGE}">`,
    `  ${set('Content-Security-Policy', download)}`,
    '  </Files>',
    // A file's rule holds in every folder below; one for a folder alone cannot stand here.
    '  <Files "served.worker-*.js">',
    `  ${set('Content-Security-Policy', served)}`,
    '  </Files>',
    '  <Files "sw.js">',
    `  ${set('Cache-Control', 'no-cache')}`,
    '  </Files>',
    '</IfModule>',
    '<IfModule mod_mime.c>',
    '  AddType text/javascript .js .mjs',
    '  AddType application/wasm .wasm',
    '  AddType application/manifest+json .webmanifest',
    '</IfModule>',
    ''
  ].join('\n');
}
