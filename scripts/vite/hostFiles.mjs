import { DOWNLOAD_PAGE, securityHeaders, SERVED_FOLDER } from './headers.mjs';

const POLICY = 'Content-Security-Policy';
/** A new version is looked for at every visit. */
const FRESH = { 'Cache-Control': 'no-cache' };
/** Hosts that hide the ending: the same page has two addresses. */
const ENDING = /\.html$/;

/**
 * Settings for hosts, each with all headers: they carry the hash of the pages' import map, which
 * another build changes, so they are written beside it.
 * @param {readonly string[]} entries what the build's folder holds, folders with a slash behind them
 * @param {readonly string[]} inline as for `contentSecurityPolicy`
 * @returns {Record<string, string>} path in the build -> text
 */
export function hostFiles(entries, inline) {
  const { [POLICY]: strict = '', ...common } = securityHeaders('build', '', inline);
  const policyFor = (/** @type {string} */ path) =>
    securityHeaders('build', path, inline)[POLICY] ?? '';
  const policies = {
    strict,
    hub: policyFor(DOWNLOAD_PAGE),
    loopback: policyFor(`${SERVED_FOLDER}/`)
  };
  return {
    _headers: headersFile(entries, common, policyFor),
    '.htaccess': htaccess(common, policies),
    'hosting/nginx.conf': nginx(common, policies),
    'hosting/Caddyfile': caddy(common, policies)
  };
}

/** @typedef {Record<'strict' | 'hub' | 'loopback', string>} Policies */

/**
 * Netlify, Cloudflare Pages. Hosts add up the rules that match a file, and two policies allow only
 * what both do: so each file gets its policy from one rule.
 * @param {readonly string[]} entries
 * @param {Record<string, string>} common
 * @param {(path: string) => string} policyFor
 */
function headersFile(entries, common, policyFor) {
  const rule = (/** @type {string} */ path, /** @type {Record<string, string>} */ headers) => [
    path,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  ];
  const rows = entries
    .filter((entry) => !/^[._]/.test(entry))
    .flatMap((entry) => {
      if (entry.endsWith('/')) return [{ path: `/${entry}*`, entry }];
      const paths = ENDING.test(entry) ? [entry, entry.replace(ENDING, '')] : [entry];
      return paths.map((path) => ({ path: `/${path}`, entry }));
    });
  return [
    ...rule('/*', common),
    ...rule('/', { [POLICY]: policyFor(''), ...FRESH }),
    ...rows.flatMap(({ path, entry }) =>
      rule(path, {
        [POLICY]: policyFor(entry),
        ...((ENDING.test(entry) || entry === 'sw.js') && FRESH)
      })
    ),
    ''
  ].join('\n');
}

/**
 * Apache, as web space of schools and universities often runs it. Where the server does not allow
 * the file or the module, it ignores this, and the service worker helps.
 * @param {Record<string, string>} common
 * @param {Policies} policies
 */
function htaccess(common, { strict, hub, loopback }) {
  const set = (/** @type {string} */ name, /** @type {string} */ value) =>
    `Header always set ${name} "${value}"`;
  const files = (/** @type {string} */ pattern, /** @type {string} */ line) => [
    `  <Files "${pattern}">`,
    `    ${line}`,
    '  </Files>'
  ];
  return [
    '<IfModule mod_headers.c>',
    ...Object.entries(common).map(([name, value]) => `  ${set(name, value)}`),
    `  ${set(POLICY, strict)}`,
    ...files(DOWNLOAD_PAGE, set(POLICY, hub)),
    // A file's rule holds in every folder below; one for a folder alone cannot stand here.
    ...files('served.worker-*.js', set(POLICY, loopback)),
    ...['*.html', 'sw.js'].flatMap((pattern) =>
      files(pattern, set('Cache-Control', FRESH['Cache-Control']))
    ),
    '</IfModule>',
    '<IfModule mod_mime.c>',
    '  AddType text/javascript .js .mjs',
    '  AddType application/wasm .wasm',
    '  AddType application/manifest+json .webmanifest',
    '</IfModule>',
    ''
  ].join('\n');
}

/**
 * @param {Record<string, string>} common
 * @param {Policies} policies
 */
function nginx(common, { strict, hub, loopback }) {
  const add = (/** @type {string} */ name, /** @type {string} */ value) =>
    `add_header ${name} "${value}" always;`;
  return [
    '# Inside a server block:  include /path/to/valueshift/hosting/nginx.conf;',
    '# A location with an add_header of its own forgets these: include the file there, too.',
    `set $valueshift_policy "${strict}";`,
    `if ($uri ~ /${DOWNLOAD_PAGE.replace('.', '\\.')}$) { set $valueshift_policy "${hub}"; }`,
    `if ($uri ~ /${SERVED_FOLDER}/) { set $valueshift_policy "${loopback}"; }`,
    add(POLICY, '$valueshift_policy'),
    ...Object.entries({ ...common, ...FRESH }).map(([name, value]) => add(name, value)),
    "# Not in nginx's own table of types before 1.29.",
    'location ~ \\.mjs$ { types {} default_type text/javascript; }',
    ''
  ].join('\n');
}

/**
 * @param {Record<string, string>} common
 * @param {Policies} policies
 */
function caddy(common, { strict, hub, loopback }) {
  return [
    '# Inside a site block:  import /path/to/valueshift/hosting/Caddyfile',
    'header {',
    ...Object.entries({ ...common, ...FRESH }).map(([name, value]) => `\t${name} "${value}"`),
    '}',
    `@valueshift_strict not path */${DOWNLOAD_PAGE} */${SERVED_FOLDER}/*`,
    `header @valueshift_strict ${POLICY} "${strict}"`,
    `header */${DOWNLOAD_PAGE} ${POLICY} "${hub}"`,
    `header */${SERVED_FOLDER}/* ${POLICY} "${loopback}"`,
    ''
  ].join('\n');
}
