/**
 * The rules by which Mozilla's HTTP Observatory grades a site, said again for a check without a
 * network: their version 6, from https://github.com/mdn/mdn-http-observatory (src/analyzer/tests,
 * src/grader). What only a live host can show (certificates, preload lists) is left out.
 */

/**
 * @typedef {object} Seen what a host answered
 * @property {Headers} headers of its page
 * @property {string} html
 * @property {Headers} [cors] of the same page asked from another origin
 * @property {boolean} [redirects] does plain http lead to https? undefined: there is no plain http
 */

/** @typedef {{ rule: string, finding: string, points: number }} Row */

/** Whom a request from elsewhere comes from. */
export const FOREIGN_ORIGIN = 'https://http-observatory.security.mozilla.org';
const BROAD = [
  'ftp:',
  'http:',
  'https:',
  '*',
  'http://*',
  'http://*.*',
  'https://*',
  'https://*.*'
];
const SIX_MONTHS = 15_552_000;
/** From this on, points above what a site starts with count. */
const ENOUGH_FOR_EXTRA = 90;

/**
 * @param {Seen} seen
 * @returns {{ grade: string, score: number, rows: Row[] }}
 */
export function observe(seen) {
  const rows = [
    row('Content-Security-Policy', policyFinding(seen)),
    row('Cookies', cookieFinding(seen)),
    row('Cross-Origin-Embedder-Policy', isolation(seen, 'Embedder', EMBEDDER)),
    row('Cross-Origin-Opener-Policy', isolation(seen, 'Opener', OPENER)),
    row('Cross-Origin-Resource-Policy', isolation(seen, 'Resource', RESOURCE)),
    row('Cross-origin sharing', sharingFinding(seen)),
    row('Redirection', redirection(seen)),
    row('Referrer-Policy', referrer(seen)),
    row('Strict-Transport-Security', transport(seen)),
    row('Subresource integrity', integrity(seen)),
    row('X-Content-Type-Options', sniffing(seen)),
    row('Framing', framing(seen))
  ];
  const sum = (/** @type {number[]} */ points) => points.reduce((a, b) => a + b, 100);
  const base = sum(rows.map(({ points }) => Math.min(points, 0)));
  const score = Math.max(
    0,
    base >= ENOUGH_FOR_EXTRA ? sum(rows.map(({ points }) => points)) : base
  );
  return { grade: gradeOf(score), score, rows };
}

/** @typedef {[finding: string, points: number]} Finding */

/** @param {string} rule @param {Finding} finding @returns {Row} */
function row(rule, [finding, points]) {
  return { rule, finding, points };
}

/** @param {number} score */
function gradeOf(score) {
  if (score >= 100) return 'A+';
  if (score < 25) return 'F';
  const letter = 'DCBA'[Math.floor((score - 25) / 20)];
  // Of four steps of five: minus, plain, plain, plus.
  return `${letter}${['-', '', '', '+'][Math.floor((score - 25) / 5) % 4]}`;
}

/** @param {Seen} seen @returns {Finding} */
function policyFinding({ headers, html }) {
  const policies = [...headerPolicies(headers), ...metaPolicies(html)];
  if (policies.length === 0) return ['none', -25];
  const parsed = policies.map(parsePolicy);
  if (parsed.includes(null)) return ['cannot be read', -25];
  /** Two policies allow what both do. @param {string} name */
  const sources = (name) => {
    const each = parsed.flatMap((policy) => policy?.get(name) ?? policy?.get('default-src') ?? []);
    const stated = parsed.filter((policy) => policy?.has(name) || policy?.has('default-src'));
    if (stated.length === 0) return ['*'];
    const common = [...new Set(each)].filter((source) =>
      stated.every((policy) =>
        (policy?.get(name) ?? policy?.get('default-src') ?? []).includes(source)
      )
    );
    return common.length > 0 ? common : ["'none'"];
  };
  const [script, object, style] = ['script-src', 'object-src', 'style-src'].map(sources);
  const has = (/** @type {string[] | undefined} */ list, /** @type {string[]} */ any) =>
    any.some((source) => list?.includes(source));
  const hashed = script?.some((source) => /^'(sha\d+|nonce)-/.test(source));
  const inline = hashed ? ['data:'] : ['data:', "'unsafe-inline'"];
  if (has(script, [...BROAD, ...inline]) || has(object, BROAD))
    return ['lets scripts or objects in from anywhere', -20];
  const insecure = (/** @type {string} */ name) =>
    sources(name).some((source) => /^(http|ftp):/.test(source));
  const named = new Set(parsed.flatMap((policy) => [...(policy?.keys() ?? [])]));
  const passive = ['img-src', 'media-src'];
  if ([...named].some((name) => !passive.includes(name) && insecure(name)))
    return ['lets active content in over http', -20];
  if (has([...(script ?? []), ...(style ?? [])], ["'unsafe-eval'"])) return ['unsafe-eval', -10];
  if (passive.some(insecure)) return ['lets pictures in over http', -10];
  if (has(style, [...BROAD, 'data:', "'unsafe-inline'"])) return ['unsafe styles only', 0];
  const fallback = sources('default-src');
  return fallback.length === 1 && fallback[0] === "'none'"
    ? ["nothing unsafe, default-src 'none'", 10]
    : ['nothing unsafe', 5];
}

/** @param {Headers} headers */
function headerPolicies(headers) {
  return (headers.get('Content-Security-Policy') ?? '').split(',').filter((text) => text.trim());
}

/** @param {string} html */
function metaPolicies(html) {
  return [...html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/g)].map(
    ([, text = '']) => text.replaceAll('&#39;', "'")
  );
}

/**
 * @param {string} text
 * @returns {Map<string, string[]> | null} null: a directive stands twice
 */
function parsePolicy(text) {
  const policy = new Map();
  for (const part of text.split(';')) {
    const [name, ...sources] = part.trim().toLowerCase().split(/\s+/);
    if (!name) continue;
    if (policy.has(name)) return null;
    policy.set(name, sources.length === 0 && name.endsWith('-src') ? ["'none'"] : sources);
  }
  return policy;
}

/** @param {Seen} seen @returns {Finding} */
function cookieFinding({ headers }) {
  const cookies = headers.getSetCookie().map((text) => text.toLowerCase());
  if (cookies.length === 0) return ['none', 0];
  const all = (/** @type {RegExp} */ pattern) => cookies.every((cookie) => pattern.test(cookie));
  const session = cookies.filter((cookie) => /^[^=]*(login|sess)/.test(cookie));
  if (session.some((cookie) => !/;\s*httponly/.test(cookie)))
    return ['scripts can read a session', -30];
  if (!all(/;\s*secure/)) {
    return headers.has('Strict-Transport-Security') ? ['not Secure', -5] : ['sent over http', -20];
  }
  return all(/;\s*samesite=(lax|strict|none)/)
    ? ['Secure and SameSite', 5]
    : ['Secure, not SameSite', 0];
}

const OPENER = ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'];
const EMBEDDER = ['require-corp', 'credentialless'];
const RESOURCE = ['same-origin', 'same-site'];
const INDIFFERENT = ['unsafe-none', 'cross-origin'];

/** @param {Seen} seen @param {string} which @param {string[]} good @returns {Finding} */
function isolation({ headers }, which, good) {
  const value = headers.get(`Cross-Origin-${which}-Policy`)?.split(';')[0]?.trim();
  if (value === undefined) return ['none', 0];
  if (good.includes(value)) return [value, 10];
  return INDIFFERENT.includes(value) ? [value, 0] : ['cannot be read', -5];
}

/** @param {Seen} seen @returns {Finding} */
function sharingFinding({ cors }) {
  const allowed = cors?.get('Access-Control-Allow-Origin')?.trim();
  if (!allowed) return ['none', 0];
  const open =
    allowed === FOREIGN_ORIGIN && cors?.get('Access-Control-Allow-Credentials')?.trim() === 'true';
  return open ? ['any site may ask as the visitor', -50] : [`allowed: ${allowed}`, 0];
}

/** @param {Seen} seen @returns {Finding} */
function redirection({ redirects }) {
  if (redirects === undefined) return ['no plain http to lead away from', 0];
  return redirects ? ['http leads to https', 0] : ['http does not lead to https', -20];
}

/** @param {Seen} seen @returns {Finding} */
function referrer({ headers }) {
  const value = headers.get('Referrer-Policy');
  if (value === null) return ['none', 0];
  const last = value.split(',').at(-1)?.trim().toLowerCase() ?? '';
  return /^(no-referrer|same-origin|strict-origin(-when-cross-origin)?)$/.test(last)
    ? [last, 5]
    : [last || 'cannot be read', -5];
}

/** @param {Seen} seen @returns {Finding} */
function transport({ headers }) {
  const value = headers.get('Strict-Transport-Security');
  if (value === null) return ['none', -20];
  const seconds = Number(/(?:^|;)\s*max-age=(\d+)/i.exec(value)?.[1] ?? NaN);
  if (value.includes(',') || Number.isNaN(seconds)) return ['cannot be read', -20];
  return seconds < SIX_MONTHS ? ['less than six months', -10] : ['six months or more', 0];
}

/** @param {Seen} seen @returns {Finding} */
function integrity({ html }) {
  const scripts = [...html.matchAll(/<script\b[^>]*\ssrc="([^"]*)"[^>]*>/g)];
  if (scripts.length === 0) return ['no scripts', 0];
  const foreign = scripts.filter(([, src = '']) => /^(https?:)?\/\//.test(src));
  const bare = (/** @type {RegExpExecArray} */ [tag]) => !/\sintegrity="/.test(tag);
  if (foreign.some(bare)) return ['scripts from elsewhere without it', -50];
  return scripts.every((script) => !bare(script))
    ? ['on every script', 5]
    : ['own scripts without it', 0];
}

/** @param {Seen} seen @returns {Finding} */
function sniffing({ headers }) {
  const value = headers.get('X-Content-Type-Options')?.trim().toLowerCase();
  return value === 'nosniff' ? ['nosniff', 0] : ['none', -5];
}

/** @param {Seen} seen @returns {Finding} */
function framing({ headers }) {
  if (headerPolicies(headers).some((policy) => parsePolicy(policy)?.has('frame-ancestors')))
    return ['frame-ancestors', 5];
  const value = headers.get('X-Frame-Options')?.trim().toLowerCase() ?? '';
  return ['deny', 'sameorigin'].includes(value) ? [value, 5] : ['any site may frame it', -20];
}
