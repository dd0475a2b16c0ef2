import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { filesWith, manifestOf } from './folder.mjs';
import { fullViewApart, logprobTolerance, missesOf, stagesOf } from './judge.mjs';

/** @typedef {import('./folder.mjs').Twin} Twin */
/** @typedef {import('./reference.ts').Case} Case */
/** @typedef {import('./page/observe.ts').Asked} Asked */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */

/** Questions of which launches and tokens are counted, behind one beginning. */
const COUNTED = 16;

/**
 * One twin in one variant. Keys in the order in which they are printed.
 * @typedef {{
 *   twin: string, variant: string, loads: boolean, runner: Runner | null, reason: string | null
 * } & { [K in keyof import('./judge.mjs').Stages]: import('./judge.mjs').Stages[K] | null } & {
 *   device?: string, dtype?: string, refused?: string[],
 *   perQuestion?: Partial<Record<Runner, { launches: number, tokens: number }>>,
 *   fullView?: number | null, misses: string[]
 * }} Line
 */

/** @type {{ [K in keyof import('./judge.mjs').Stages]: null }} */
const NOTHING = {
  prompt: null,
  ids: null,
  pixels: null,
  features: null,
  logprob: null,
  runners: null,
  pixelsMean: null,
  greedy: null,
  resizing: null,
  logprobs: null,
  slack: null
};

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the server of the bare page
 * @param {Twin} twin
 * @param {string} variant
 * @param {{ device: 'wasm' | 'webgpu', counts: boolean }} how
 * @returns {Promise<Line>}
 */
export async function measure(context, url, twin, variant, { device, counts }) {
  const model = `${twin.name}.${variant}`;
  const files = await filesWith(twin, variant);
  const asked = await serveFiles(context, twin, model, files);
  const page = await context.newPage();
  const about = { twin: twin.name, variant };
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'twins' in window);
    const options = /** @type {const} */ ({ model, device, threads: 1 });
    const opened = await page.evaluate((given) => window.twins.load(given), options);
    if ('fault' in opened) return unloaded(about, opened.fault);
    const { loaded, reason, refused } = opened.value;
    const cases = [];
    const faults = [];
    for (const [name, given] of Object.entries(twin.reference.cases)) {
      const observed = await page.evaluate(
        (one) => window.twins.observe(one),
        askedOf(name, given)
      );
      if ('fault' in observed) faults.push(`${name}: ${observed.fault}`);
      else cases.push({ name, given, observed: observed.value });
    }
    const stages = stagesOf(cases, {
      variant,
      runner: loaded.runner,
      imageToken: twin.reference.image_token_id,
      std: await largestStd(twin),
      exactEncoder: files.includes('onnx/vision_encoder.onnx')
    });
    const [first] = cases;
    const counted =
      counts &&
      first &&
      (await page.evaluate(
        ([one, questions]) => window.twins.countWork(one, questions),
        /** @type {const} */ ([askedOf(first.name, first.given), COUNTED])
      ));
    const fullView =
      variant === 'fp32' && loaded.views?.includes('full')
        ? await inFullView(page, twin, options)
        : null;
    const graphs = files.filter((file) => file.startsWith('onnx/'));
    const untaken = graphs.filter((file) => !asked.has(file));
    return {
      ...about,
      loads: true,
      runner: loaded.runner,
      reason,
      ...stages,
      ...{ device: loaded.device, dtype: loaded.dtype, refused },
      ...(counted && 'value' in counted && { perQuestion: counted.value }),
      fullView,
      misses: [
        ...missesOf(stages, variant, device),
        ...faults,
        ...(fullView !== null && !(fullView <= logprobTolerance(variant)) ? ['full view'] : []),
        ...(loaded.runner !== 'packed' && !reason ? ['reason'] : []),
        ...(loaded.device === device ? [] : ['device']),
        ...untaken.map((file) => `not taken: ${file}`)
      ]
    };
  } catch (thrown) {
    return unloaded(about, `page: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  } finally {
    await page.close();
    await context.unrouteAll({ behavior: 'ignoreErrors' });
  }
}

/**
 * Pictures in all views that the model's processor makes, where the reference has them so.
 * @param {import('playwright-core').Page} page
 * @param {Twin} twin
 * @param {import('../../src/engine/engineApi.ts').LoadOptions} options
 * @returns {Promise<number | null>} largest difference of a letter's log-probability
 */
async function inFullView(page, { reference }, options) {
  const full = Object.entries(reference.with_cut_outs ?? reference.own_size ?? {});
  if (full.length === 0) return null;
  await page.evaluate((given) => window.twins.load({ ...given, view: 'full' }), options);
  let most = 0;
  for (const [name, expected] of full) {
    const given = reference.cases[name];
    if (!given) continue;
    const found = await page.evaluate((one) => window.twins.readLetters(one), askedOf(name, given));
    most = Math.max(most, 'fault' in found ? Infinity : fullViewApart(found.value, expected));
  }
  return most;
}

/** @param {{ twin: string, variant: string }} about @param {string} reason @returns {Line} */
function unloaded(about, reason) {
  return { ...about, loads: false, runner: null, reason, ...NOTHING, misses: ['loads'] };
}

/**
 * Serves a twin's files as a model, with a manifest of just those, and its pictures.
 * @param {import('playwright-core').BrowserContext} context
 * @param {Twin} twin
 * @param {string} model
 * @param {readonly string[]} files
 * @returns {Promise<Set<string>>} files of the model that were asked for so far
 */
async function serveFiles(context, twin, model, files) {
  const manifest = await manifestOf(twin.folder, files);
  /** @type {Set<string>} */
  const asked = new Set();
  await context.route(`**/models/${model}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = decodeURIComponent(pathname).slice(`/models/${model}/`.length);
    asked.add(file);
    if (file === 'manifest.json') return route.fulfill({ json: manifest });
    if (!files.includes(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ body: await readFile(join(twin.folder, file)) });
  });
  await context.route('**/pictures-of-twins/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const picture = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
    const body = await readFile(resolve(twin.folder, '..', picture)).catch(() => null);
    await route.fulfill(body ? { body } : { status: 404 });
  });
  return asked;
}

/** @param {string} name @param {Case} given @returns {Asked} */
function askedOf(name, given) {
  const { picture, messages, lead_in, prompt, prompt_options, reference, greedy } = given;
  const before = prompt.slice(0, prompt.length - lead_in.length);
  return {
    picture:
      picture === null
        ? null
        : { id: name, address: `/pictures-of-twins/${encodeURIComponent(picture)}` },
    messages,
    leadIns: [lead_in, prompt_options.slice(before.length)],
    letters: Object.keys(reference.letters),
    options: Object.keys(reference.options),
    greedy: greedy?.ids.length ?? 0
  };
}

/** @param {Twin} twin @returns {Promise<number>} by which a difference of pixels becomes one of levels */
async function largestStd({ folder }) {
  const text = await readFile(join(folder, 'preprocessor_config.json'), 'utf8').catch(() => '{}');
  const { image_std } = JSON.parse(text);
  return Array.isArray(image_std) ? Math.max(...image_std.map(Number)) : 0.5;
}
