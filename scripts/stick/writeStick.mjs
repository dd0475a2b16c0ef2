import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { importTs } from '../importTs.mjs';
import { Failure } from '../lib/failure.mjs';

/** @typedef {import('../../src/sw/stick/stickPlan.ts').StickFile} StickFile */

/** What a stick may weigh, in bytes: a cheap stick and a slow one should do. */
const MOST = { withModel: 260e6, withoutModel: 20e6 };
const SHOWN = 3;

/**
 * Writes a stick's folder from a build.
 * @param {object} options
 * @param {string} options.dist folder of the build
 * @param {string} options.out folder to write; made where it is missing
 * @param {boolean} options.withModel
 * @param {boolean} [options.replace] write although other things are in it; files of the same name go
 * @returns {Promise<{ files: number, bytes: number }>} rejects with a Failure where the folder is in
 *   use, a file of the build is not the listed one, or all is too large
 */
export async function writeStick({ dist, out, withModel, replace = false }) {
  const plan = await planOf(dist, withModel);
  const bytes = plan.reduce((sum, file) => sum + file.bytes, 0);
  const most = withModel ? MOST.withModel : MOST.withoutModel;
  if (bytes > most)
    throw new Failure(`The stick would have ${bytes} bytes, and ${most} are the most it may have.`);
  if (!replace) await assertEmpty(out);
  // What is not finished shall not look whole: what starts it, and the sums, are written last.
  const { topOf } = await planner();
  for (const { path } of topOf(plan)) await rm(join(out, path), { force: true });
  for (const file of plan) {
    const target = join(out, file.path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await contentOf(file, dist));
    if (file.executable) await chmod(target, 0o755);
  }
  return { files: plan.length, bytes };
}

/** @type {Promise<typeof import('../../src/sw/stick/stickPlan.ts')> | undefined} */
let planning;
const planner = () => (planning ??= importTs('src/sw/stick/stickPlan.ts'));

/** @param {string} dist @param {boolean} withModel @returns {Promise<StickFile[]>} */
async function planOf(dist, withModel) {
  const { hasModel, STICK_LIST, stickPlan } = await planner();
  const readText = (/** @type {string} */ path) => readFile(join(dist, path), 'utf8');
  const list = JSON.parse(
    await readText(STICK_LIST).catch(() => {
      throw new Failure(`${dist} is no build of this version: npm run build makes one.`);
    })
  );
  if (withModel && !hasModel(list))
    throw new Failure(`${dist} has no model in it: use --without-model.`);
  return stickPlan(list, readText, { withModel });
}

/** @param {string} out */
async function assertEmpty(out) {
  const names = await readdir(out).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw new Failure(`${out} is not a folder that can be read (${error.code}): name another one.`);
  });
  if (names.length === 0) return;
  const more = names.length > SHOWN ? ' …' : '';
  throw new Failure(
    `${out} holds other files (${names.sort().slice(0, SHOWN).join(', ')}${more}). Name a new folder, or add --replace: then files of the same name are written over.`
  );
}

/** @param {StickFile} file @param {string} dist */
async function contentOf({ from, text, sha256, path }, dist) {
  const content = from === null ? Buffer.from(text ?? '') : await readFile(join(dist, from));
  if (createHash('sha256').update(content).digest('hex') === sha256) return content;
  throw new Failure(`${path} is not the file that the build listed: build again (npm run build).`);
}
