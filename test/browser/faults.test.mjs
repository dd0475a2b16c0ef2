/** Faults at random moments of real runs: nothing lost, nothing doubled, nothing different. */
import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {import('./engine-page/saboteur.ts').Strikes} Strikes */

/**
 * 100 faults of each kind (FAULTS=1000 for more), also while the model loads and while the picture
 * is encoded: left to chance, they would be struck too seldom. Where every fault ends the worker,
 * a load cut short is the cheaper half.
 */
const times = Number(process.env.FAULTS ?? 100);
const FAULTS = /** @type {const} */ ({
  'worker-killed': shares(0.6, 0.2),
  'device-lost': shares(0.1, 0.45),
  'out-of-memory': shares(0.1, 0.45),
  'quota-exceeded': shares(0, 0)
});
const NEVER = { load: 0, encode: 0, score: 0 };

/**
 * @param {number} ofLoads
 * @param {number} ofEncodings
 * @returns {Strikes}
 */
function shares(ofLoads, ofEncodings) {
  const [load, encode] = [Math.round(times * ofLoads), Math.round(times * ofEncodings)];
  return { load, encode, score: times - load - encode };
}
/** 12 questions, 2 cues, 2 orders. */
const JOBS = 48;
/** Packs are cut by the clock, and each is within 1e-5 of asking one by one. */
const SAME = 2e-5;
const options = {
  // A worker that dies within a second has no use for code that was made fast: half the time.
  flags: ['--js-flags=--liftoff-only'],
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
  }
};

for (const fault of /** @type {(keyof typeof FAULTS)[]} */ (Object.keys(FAULTS))) {
  test(`${fault}: the run goes on and ends in the same table`, options, async ({ openApp }) => {
    const page = await openApp();
    const report = await page.evaluate(
      ([name, wanted]) => window.runThroughFaults(name, wanted),
      /** @type {const} */ ([fault, FAULTS[fault]])
    );
    assert.deepEqual(report.struck, FAULTS[fault]);
    assertSameTables(report);
  });
}

test('a frozen tab goes on where it stood', options, async ({ openApp, context }) => {
  const page = await openApp();
  const session = await context.newCDPSession(page);
  // Disturbed from outside: a fault that never strikes, so many tables.
  const running = page.evaluate((never) => window.runThroughFaults('none', never, 6), NEVER);
  let over = false;
  const watched = running.finally(() => (over = true));
  while (!over) {
    for (const state of /** @type {const} */ (['frozen', 'active'])) {
      await session.send('Page.setWebLifecycleState', { state }).catch(() => undefined);
      await new Promise((go) => setTimeout(go, 20 + 80 * Math.random()));
    }
  }
  const report = await watched;
  assert.equal(report.stored.length, 6);
  assertSameTables(report);
});

/** @param {import('./engine-page/faults.ts').FaultReport} report */
function assertSameTables({ difference, doubled, stored }) {
  console.log(`${stored.length} tables, largest difference ${difference.toExponential(1)}`);
  assert.ok(difference <= SAME, `a table differs by ${difference}`);
  assert.equal(doubled, 0);
  assert.ok(
    stored.every((count) => count === JOBS),
    stored.join()
  );
}
