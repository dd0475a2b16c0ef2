/**
 * `npm run verify -- ADDRESS or FOLDER`: is what a host gives out the build that it should be? Every
 * file is fetched and compared with the list of one's own build, every header with what it should
 * be, and the page is graded by the rules of Mozilla's Observatory. A stick (`npm run stick`), or a copy
 * of one, is held against the list that lies on it.
 */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkHost } from './host/checkHost.mjs';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';
import { serveFolder } from './lib/serve.mjs';
import { checkStick } from './stick/checkStick.mjs';
import { LIST_NAME, listFiles } from './vite/fileList.mjs';

const USAGE =
  'Usage: npm run verify -- [https://HOST/FOLDER/ | FOLDER of a build or a stick] [--list FILE] [--files-only]\n' +
  "  without an address: dist   --list: another build's files.json   --files-only: no headers, no grade";
const SHOWN = 10;

await runCommand(async () => {
  const { values, positionals } = parseOrFail(USAGE, () =>
    parseArgs({
      options: { list: { type: 'string' }, 'files-only': { type: 'boolean' } },
      allowPositionals: true
    })
  );
  if (positionals.length > 1) throw new Failure(USAGE);
  const given = values.list && resolve(values.list);
  const target = positionals[0] ?? 'dist';
  const remote = /^https?:\/\//.test(target);
  const folder = remote ? null : resolve(target);
  inProjectRoot();
  const stick = folder && !given ? await checkStick(folder) : null;
  if (stick) {
    if (!reportStick(stick)) process.exitCode = 1;
    return;
  }
  const list = await readList(given ?? join(folder ?? 'dist', LIST_NAME));
  const right = remote
    ? await report(withSlash(target), list, Boolean(values['files-only']))
    : await verifyFolder(/** @type {string} */ (folder), list, Boolean(values['files-only']));
  if (!right) process.exitCode = 1;
});

/**
 * @param {NonNullable<Awaited<ReturnType<typeof checkStick>>>} found
 * @returns {boolean} is it whole?
 */
function reportStick({ files, damaged, more }) {
  console.log(`Stick: ${files - damaged.length} of ${files} files are those of its list.`);
  for (const { path, fault } of damaged) console.log(`  ${path} ${fault}`);
  for (const path of more) console.log(`  not on the list: ${path}`);
  if (damaged.length > 0) console.log('Copy the named files anew from a whole stick.');
  return damaged.length === 0;
}

/** @param {string} file @returns {Promise<import('./vite/fileList.mjs').FileList>} */
async function readList(file) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(
      `There is no list at ${file}: build the app (npm run build), or name a list with --list FILE.`
    );
  });
  try {
    const list = JSON.parse(text);
    if (list.format === 'valueshift-files-1' && Array.isArray(list.files)) return list;
  } catch {
    // Said below.
  }
  throw new Failure(`${file} is not the list of a build: name a build's ${LIST_NAME}.`);
}

/** @param {string} address */
function withSlash(address) {
  const url = new URL(address);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

/**
 * @param {string} folder
 * @param {import('./vite/fileList.mjs').FileList} list
 * @param {boolean} filesOnly
 */
async function verifyFolder(folder, list, filesOnly) {
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new Failure(`There is no folder ${folder}. ${USAGE}`);
  const server = await serveFolder({ root: folder });
  try {
    const right = await report(server.url, list, filesOnly);
    const known = new Set(list.files.map(({ path }) => path));
    const more = (await listFiles(folder)).filter(({ path }) => !known.has(path));
    for (const { path } of more) console.log(`  not on the list: ${path}`);
    return right && more.length === 0;
  } finally {
    await server.close();
  }
}

/**
 * @param {string} url
 * @param {import('./vite/fileList.mjs').FileList} list
 * @param {boolean} filesOnly
 * @returns {Promise<boolean>} is all as it should be?
 */
async function report(url, list, filesOnly) {
  const found = await checkHost(url, list).catch((thrown) => {
    const { cause, message } = /** @type {Error} */ (thrown);
    throw new Failure(
      `Nothing answers at ${url}: ${cause instanceof Error ? cause.message : message}`
    );
  });
  const { files, bytes, fileFaults, headerFaults, observatory } = found;
  console.log(
    `Files: ${files - fileFaults.length} of ${files} are those of the list (${(bytes / 1e6).toFixed(1)} MB).`
  );
  for (const { path, fault } of fileFaults) console.log(`  ${path} ${fault}`);
  if (filesOnly) return fileFaults.length === 0;
  console.log(
    headerFaults.length === 0
      ? 'Headers: all as the build wants them.'
      : 'Headers that are not as the build wants them:'
  );
  for (const { name, lacking, other } of headerFaults) {
    for (const [what, paths] of /** @type {const} */ ([
      ['lacks on', lacking],
      ['has another value on', other]
    ])) {
      if (paths.length === 0) continue;
      const shown = paths.slice(0, SHOWN).join(', ');
      const rest = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
      console.log(`  ${name} ${what} ${paths.length === files ? 'every file' : shown + rest}`);
    }
  }
  if (!observatory) {
    console.log('The page itself did not come, so there is no grade.');
    return false;
  }
  const width = Math.max(...observatory.rows.map(({ rule }) => rule.length));
  console.log(`Mozilla Observatory's rules: ${observatory.grade} (${observatory.score} points)`);
  for (const { rule, finding, points } of observatory.rows) {
    const sign = points > 0 ? `+${points}` : String(points);
    console.log(`  ${rule.padEnd(width)}  ${sign.padStart(3)}  ${finding}`);
  }
  return fileFaults.length === 0 && headerFaults.length === 0 && observatory.grade === 'A+';
}
