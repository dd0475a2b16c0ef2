import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesWith, manifestOf, readTwins } from '../../scripts/twins/folder.mjs';
import { buildBarePage } from './barePage.mjs';

// Twins of real models that look at a picture in all views that their processors make of it, held
// against Python (test/fixtures/views/make.py), and controls drawn for pictures of any proportions.
process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {import('../../src/engine/engineApi.ts').LoadOptions} LoadOptions */
/**
 * @typedef {{ twin: string, variant: string, picture: string, tokens: number, views: number,
 *   letters: Record<string, number> }} Viewed
 */

const TWINS = 'test/fixtures/twins';
const viewed = /** @type {Viewed[]} */ (
  JSON.parse(await readFile('test/fixtures/views/views.json', 'utf8'))
);
const twins = await readTwins(TWINS);
const mounts = {
  '/ort/': 'node_modules/onnxruntime-web/dist',
  '/pictures/': `${TWINS}/pictures`,
  '/views/': 'test/fixtures/views',
  ...Object.fromEntries(twins.map(({ name, folder }) => [`/models/${name}/`, folder]))
};
const addressOf = (/** @type {string} */ picture) =>
  picture === 'large' ? 'views/large.png' : `pictures/${picture}.png`;

for (const name of new Set(viewed.map(({ twin }) => twin))) {
  const cases = viewed.filter(({ twin }) => twin === name);
  test(`${name}: all views of a picture give Python’s answers`, { mounts }, async (t) => {
    const page = await t.openApp();
    const variant = cases[0]?.variant ?? '';
    const loaded = await load(t, page, { model: name, device: 'wasm', view: 'full' }, variant);
    assert.equal(loaded.view, 'full');
    assert.deepEqual(loaded.views, ['one', 'full']);
    for (const { picture, tokens, views, letters } of cases) {
      const found = await ask(page, name, picture, addressOf(picture), Object.keys(letters));
      assert.equal(found.tokens, tokens, picture);
      assert.equal(found.encoderRuns, views, picture);
      const apart = Object.values(letters).map((x, k) => Math.abs(x - (found.naive[k] ?? NaN)));
      // As twins are held: other variants than 32 bits to .02 (npm run twins).
      const tolerance = variant === 'fp32' ? 1e-3 : 0.02;
      assert.ok(Math.max(...apart) < tolerance, `${picture}: ${apart.join(', ')}`);
      const between = found.naive.map((x, k) => Math.abs(x - (found.best[k] ?? NaN)));
      assert.ok(Math.max(...between) < 1e-4, `${picture}, ${loaded.runner}: ${between.join(', ')}`);
    }
  });
}

test('one view unless told; controls in a picture’s own proportions', { mounts }, async (t) => {
  const page = await t.openApp();
  const model = 'lfm2.5-vl-450m';
  const loaded = await load(t, page, { model, device: 'wasm' }, 'q4');
  assert.equal(loaded.view, 'one');
  const letters = ['A', 'B'];
  const wide = await ask(page, model, 'wide', addressOf('wide'), letters);
  const shuffled = await ask(page, model, 'wide:shuffled:3', null, letters);
  // As many tokens as the picture itself; a blank is the square of a tile, 16 by 16 tokens.
  assert.equal(shuffled.tokens, wide.tokens);
  assert.notDeepEqual(shuffled.naive, wide.naive);
  const blank = await ask(page, model, 'blank:grey', null, letters);
  assert.equal(blank.tokens, wide.tokens - 78 + 256);
  const large = await ask(page, model, 'large', addressOf('large'), letters);
  assert.equal(large.encoderRuns, 1);
  for (const { naive, best } of [wide, shuffled, blank, large]) {
    const between = naive.map((x, k) => Math.abs(x - (best[k] ?? NaN)));
    assert.ok(Math.max(...between) < 1e-4, between.join(', '));
  }
});

test('a model with one way of looking does not choose', { mounts }, async (t) => {
  const page = await t.openApp();
  const model = 'llava-onevision-0.5b';
  const loaded = await load(t, page, { model, device: 'wasm', view: 'full' }, 'bnb4');
  assert.equal(loaded.view, 'one');
  assert.deepEqual(loaded.views, ['one']);
});

/**
 * @param {{ context: import('playwright-core').BrowserContext }} tools
 * @param {import('playwright-core').Page} page
 * @param {LoadOptions} options
 * @param {string} variant
 */
async function load({ context }, page, options, variant) {
  const twin = twins.find(({ name }) => name === options.model);
  assert.ok(twin);
  const manifest = await manifestOf(twin.folder, await filesWith(twin, variant));
  await context.route(`**/models/${twin.name}/manifest.json`, (route) =>
    route.fulfill({ json: manifest })
  );
  return page.evaluate(
    (given) => window.engine.load({ ...given, threads: 1 }, () => undefined),
    options
  );
}

/**
 * Letters behind a picture's prompt, computed alone and by the model's own runner.
 * @param {import('playwright-core').Page} page
 * @param {string} model
 * @param {string} picture
 * @param {string | null} address null for a picture that the engine draws
 * @param {string[]} letters
 */
async function ask(page, model, picture, address, letters) {
  const { cases } = JSON.parse(await readFile(join(TWINS, model, 'reference.json'), 'utf8'));
  const prompt = cases.wide.prompt.replace(
    '<|vision_start|><|image_pad|><|vision_end|>',
    '<image>'
  );
  return page.evaluate(
    async ({ prompt, picture, address, letters }) => {
      const { engine } = window;
      if (address) await engine.addPicture(picture, await (await fetch(address)).blob());
      const at = prompt.indexOf('\n', prompt.indexOf('<image>')) + 1;
      const job = {
        prefix: prompt.slice(0, at),
        suffix: prompt.slice(at),
        picture,
        targets: { kind: /** @type {const} */ ('letters'), letters }
      };
      const scores = /** @type {number[][]} */ ([]);
      const once = await engine.score([job], (_, { logprobs }) => void scores.push([...logprobs]), {
        runner: 'naive'
      });
      await engine.score([job], (_, { logprobs }) => void scores.push([...logprobs]));
      const [naive = [], best = []] = scores;
      return { naive, best, tokens: once.prefillTokens, encoderRuns: once.encoderRuns };
    },
    { prompt, picture, address, letters }
  );
}
