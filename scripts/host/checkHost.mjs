import { createHash } from 'node:crypto';
import { FOREIGN_ORIGIN, observe } from './observatory.mjs';

/** @typedef {import('../vite/fileList.mjs').FileList} FileList */
/** @typedef {{ path: string, fault: string }} FileFault */
/** @typedef {{ name: string, lacking: string[], other: string[] }} HeaderFault paths without the
 *  header, and with another value */

/**
 * What was found at a host.
 * @typedef {object} HostReport
 * @property {number} files asked for
 * @property {number} bytes that came
 * @property {FileFault[]} fileFaults files that are missing or not the listed ones
 * @property {HeaderFault[]} headerFaults
 * @property {ReturnType<typeof observe> | null} observatory null: its page did not come
 */

const AT_ONCE = 4;
/** Browsers heed it on https alone, and hosts have reasons of their own for its length. */
const OF_THE_HOST = 'Strict-Transport-Security';

/**
 * Fetches every listed file from a host and compares its bytes and headers.
 * @param {string} url of the app's folder, with a slash at its end
 * @param {FileList} list
 * @param {(done: number) => void} [onFile]
 * @returns {Promise<HostReport>} rejects where nothing answers at all
 */
export async function checkHost(url, list, onFile = () => undefined) {
  /** @type {FileFault[]} */
  const fileFaults = [];
  /** @type {Map<string, HeaderFault>} */
  const headerFaults = new Map();
  let bytes = 0;
  let done = 0;
  const waiting = [...list.files];
  const next = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const { response, size, fault } = await fetchFile(new URL(address(file.path), url), file);
      bytes += size;
      if (fault) fileFaults.push({ path: file.path, fault });
      if (response?.ok) compareHeaders(response.headers, file.path, list, headerFaults);
      onFile(++done);
    }
  };
  // The page itself first: where nobody answers, that is said once.
  const page = await fetch(url);
  const observatory = page.ok ? await observeAt(url, page) : null;
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return {
    files: list.files.length,
    bytes,
    fileFaults: fileFaults.sort((a, b) => (a.path < b.path ? -1 : 1)),
    headerFaults: [...headerFaults.values()],
    observatory
  };
}

/** @param {string} path */
function address(path) {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** @param {URL} url @param {import('../vite/fileList.mjs').ListedFile} file */
async function fetchFile(url, { sha256, bytes }) {
  let size = 0;
  try {
    const response = await fetch(url, { redirect: 'follow' });
    const hash = createHash('sha256');
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      hash.update(chunk);
    }
    if (!response.ok) return { response, size, fault: `answered with status ${response.status}` };
    if (hash.digest('hex') === sha256) return { response, size, fault: null };
    const other = size === bytes ? 'other bytes' : `${size} bytes instead of ${bytes}`;
    return { response, size, fault: `is another file (${other})` };
  } catch (thrown) {
    const { cause, message } = /** @type {Error} */ (thrown);
    const why = cause instanceof Error ? cause.message : message;
    return { response: null, size, fault: `did not come: ${why}` };
  }
}

/**
 * @param {Headers} headers
 * @param {string} path
 * @param {FileList} list
 * @param {Map<string, HeaderFault>} faults
 */
function compareHeaders(headers, path, list, faults) {
  for (const [name, value] of Object.entries(list.pageHeaders[path] ?? list.headers)) {
    const sent = headers.get(name);
    if (sent === value || (name === OF_THE_HOST && sent !== null)) continue;
    const fault = faults.get(name) ?? { name, lacking: [], other: [] };
    fault[sent === null ? 'lacking' : 'other'].push(path);
    faults.set(name, fault);
  }
}

/** @param {string} url @param {Response} page */
async function observeAt(url, page) {
  const cors = await fetch(url, { headers: { Origin: FOREIGN_ORIGIN } });
  await cors.body?.cancel();
  const redirects = url.startsWith('https:') ? await leadsToHttps(url) : undefined;
  return observe({
    headers: page.headers,
    html: await page.text(),
    cors: cors.headers,
    ...(redirects !== undefined && { redirects })
  });
}

/** @param {string} url @returns {Promise<boolean | undefined>} undefined: nobody listens there */
async function leadsToHttps(url) {
  try {
    const plain = await fetch(url.replace(/^https:/, 'http:'), { redirect: 'manual' });
    await plain.body?.cancel();
    return (plain.headers.get('Location') ?? '').startsWith('https:');
  } catch {
    return undefined;
  }
}
