/** Faults at random moments of real runs: nothing lost, nothing doubled, nothing different. */
import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/**
 * A killed worker costs a second of loading each time: 30 here (FAULTS=100 for more), on top of the
 * crashes at random moments of src/run/throughFaults.test.ts. The others cost nothing.
 */
const TIMES = {
  'worker-killed': Number(process.env.FAULTS ?? 30),
  'device-lost': 100,
  'out-of-memory': 100,
  'quota-exceeded': 100
};
/** 12 questions, 2 cues, 2 orders. */
const JOBS = 48;
const options = {
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
  }
};

for (const fault of /** @type {(keyof typeof TIMES)[]} */ (Object.keys(TIMES))) {
  test(`${fault}: the run goes on and ends in the same table`, options, async ({ openApp }) => {
    const page = await openApp();
    const report = await page.evaluate(async ([fault, times]) => {
      const loaded = await load();
      return window.runThroughFaults(loaded, 'p', fault, times);

      async function load() {
        await window.engine.addPicture('p', await paint());
        return window.engine.load({ model: 'tiny-llava', device: 'wasm', threads: 1 }, () => {});
      }
      function paint() {
        const canvas = new OffscreenCanvas(64, 64);
        const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        brush.fillStyle = 'crimson';
        brush.fillRect(0, 0, 64, 32);
        return canvas.convertToBlob({ type: 'image/png' });
      }
    }, /** @type {const} */ ([fault, TIMES[fault]]));
    assert.equal(report.faults, TIMES[fault]);
    assert.equal(report.different, 0);
    assert.equal(report.doubled, 0);
    assert.ok(
      report.stored.every((count) => count === JOBS),
      report.stored.join()
    );
  });
}

test('a frozen tab goes on where it stood', options, async ({ openApp, context }) => {
  const page = await openApp();
  const session = await context.newCDPSession(page);
  const running = page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d');
    await window.engine.addPicture('p', await canvas.convertToBlob({ type: 'image/png' }));
    const loaded = await window.engine.load(
      { model: 'tiny-llava', device: 'wasm', threads: 1 },
      () => {}
    );
    // Disturbed from outside: a fault that never strikes, so many tables.
    const reports = [];
    for (let k = 0; k < 6; k++) {
      reports.push(await window.runThroughFaults(loaded, 'p', 'none', 0));
    }
    return reports;
  });
  let over = false;
  const watched = running.finally(() => (over = true));
  while (!over) {
    for (const state of /** @type {const} */ (['frozen', 'active'])) {
      await session.send('Page.setWebLifecycleState', { state }).catch(() => undefined);
      await new Promise((go) => setTimeout(go, 20 + 80 * Math.random()));
    }
  }
  for (const report of await watched) {
    assert.deepEqual(report, { faults: 0, tables: 1, different: 0, doubled: 0, stored: [JOBS] });
  }
});
