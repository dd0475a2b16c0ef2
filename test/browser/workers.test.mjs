/** Every worker dies in the middle of its work, in every way: the call rejects, the next one works. */
import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';
import { beforeWorkers, withoutWorkers } from './workerPrelude.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('workers-page');
const { test } = await import('./harness.mjs');

/**
 * What a call rejects with where its worker died, or could not be started; null: it resolves, with
 * what it would have found (`same`) or without the worker's help.
 */
const ENDED = { died: 'worker-ended', unstarted: 'worker-not-started' };
const CRASHED = { died: 'engine-crashed', unstarted: 'engine-crashed' };
/** @type {Record<string, { died: string | null, unstarted: string | null, same?: true }>} */
const WORKERS = {
  'engine, loading': CRASHED,
  'engine, scoring': CRASHED,
  'model files': ENDED,
  // Without a trial the runtime's own number of threads is used.
  'thread trial': { died: null, unstarted: null },
  // A fresh worker is asked once more.
  statistics: { died: null, unstarted: 'worker-not-started', same: true },
  'survey import': ENDED,
  pictures: ENDED,
  'study zip': ENDED
};
const options = {
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': 'test/tiny-model/tiny-llava',
    '/example-study/': 'public/example-study'
  }
};
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
const prevent = {
  'not loaded': (/** @type {BrowserContext} */ context) => withoutWorkers(context),
  throws: (/** @type {BrowserContext} */ context) =>
    beforeWorkers(context, () => {
      throw new Error('at its start');
    })
};
/** Milliseconds until a caller knows. */
const SOON = 1000;

for (const [name, codes] of Object.entries(WORKERS)) {
  test(
    `${name}: dies in the middle of a call`,
    options,
    async ({ openApp, context, allowError }) => {
      allowError(/struck/);
      await beforeWorkers(context, dieWhenTold);
      const page = await openApp();
      const call = (/** @type {import('./workers-page/deaths.ts').Death | null} */ death) =>
        page.evaluate(
          ([name, death]) => window.callWorker(name, death),
          /** @type {const} */ ([name, death])
        );
      const undisturbed = await call(null);
      assert.equal(undisturbed.code, null);
      for (const death of /** @type {const} */ (['terminate', 'close', 'throw'])) {
        const { code, params, result, ms } = await call(death);
        console.log(`${name}, ${death}: ${code} after ${ms.toFixed(0)} ms`);
        assert.equal(code, codes.died, death);
        if (code === 'worker-ended') assert.equal(params.worker, name);
        if (codes.same) assert.equal(result, undisturbed.result);
        else if (code === null) assert.notEqual(result, undisturbed.result);
        if (!codes.same) assert.ok(ms < SOON, `${death}: known after ${ms} ms`);
        assert.equal((await call(null)).result, undisturbed.result);
      }
    }
  );

  test(`${name}: cannot be started`, options, async ({ openApp, context, allowError }) => {
    allowError(/ERR_FAILED|at its start/);
    const undisturbed = await (
      await openApp()
    ).evaluate((name) => window.callWorker(name, null), name);
    for (const how of /** @type {const} */ (['not loaded', 'throws'])) {
      const page = await openApp();
      await page.reload();
      if (name === 'statistics') await page.evaluate(() => window.readExample());
      await prevent[how](context);
      const { code, params, result } = await page.evaluate(
        (name) => window.callWorker(name, null),
        name
      );
      assert.equal(code, codes.unstarted, how);
      if (code === 'worker-not-started') assert.equal(params.worker, name);
      if (code === null) assert.notEqual(result, undisturbed.result);
      await context.unrouteAll();
      const again = await page.evaluate((name) => window.callWorker(name, null), name);
      assert.equal(again.result, undisturbed.result);
    }
  });
}

/** Runs in the worker, ahead of its own script. */
function dieWhenTold() {
  addEventListener('message', (event) => {
    const death = event.data?.death;
    if (!death) return;
    // It does not answer: as if it were at work.
    event.stopImmediatePropagation();
    if (death === 'close') return self.close();
    if (death === 'throw') throw new Error('struck');
  });
}
