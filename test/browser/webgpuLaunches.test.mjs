/** On a GPU a launch is what costs: packing has to divide launches by the questions in a pack. */
import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';
import { beforeEngine } from './workerPrelude.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

const options = {
  webgpu: true,
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
  }
};

const QUESTIONS = 48;
/** Questions in a pack; the last does not divide the questions. */
const PACKS = [4, 8, 16, 20];
/** A token is a byte here: all are of one length, and no two begin alike, so none shares a token. */
const SUFFIXES = Array.from(
  { length: QUESTIONS },
  (_, k) => `${String.fromCharCode(48 + k)}: yes or no? It is (`
);
const TOKENS = /** @type {string} */ (SUFFIXES[0]).length;

/** @typedef {{ decoderCalls: number, prefillTokens: number, dispatches: number, submits: number }} Launches */

/** Counts what really goes to the GPU; the page asks by a channel, since workers have no console. */
function countLaunches() {
  const count = { dispatches: 0, submits: 0 };
  const pass = GPUComputePassEncoder.prototype;
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass;
  pass.dispatchWorkgroups = function (...sizes) {
    count.dispatches++;
    return dispatchWorkgroups.apply(this, sizes);
  };
  pass.dispatchWorkgroupsIndirect = function (...args) {
    count.dispatches++;
    return dispatchWorkgroupsIndirect.apply(this, args);
  };
  const queue = GPUQueue.prototype;
  const { submit } = queue;
  queue.submit = function (buffers) {
    count.submits++;
    return submit.call(this, buffers);
  };
  const channel = new BroadcastChannel('launches');
  channel.onmessage = ({ data }) => {
    if (data === 'how many?') channel.postMessage({ ...count });
  };
}

test(
  'launches a question fall by the number of questions in a pack',
  options,
  async ({ context, openApp }) => {
    await beforeEngine(context, countLaunches);
    const page = await openApp();
    const { device, one, packed } = await page.evaluate(
      async ({ suffixes, packs, tokens }) => {
        const { engine } = window;
        const loaded = await engine.load({ model: 'tiny-llava', device: 'webgpu' }, () => {});
        const channel = new BroadcastChannel('launches');
        const jobs = suffixes.map((suffix) => ({
          prefix: 'Answer as most people would.\n',
          suffix,
          picture: null,
          targets: /** @type {const} */ ({ kind: 'letters', letters: ['A', 'B'] })
        }));
        // The prefix is not a question's launch.
        await engine.score(jobs.slice(0, 1), () => {});
        const sequential = await launches({ runner: 'sequential' });
        const results = [];
        for (const pack of packs) {
          results.push(await launches({ runner: 'packed', packTokens: pack * tokens }));
        }
        return { device: loaded.device, one: sequential, packed: results };

        /**
         * @param {import('../../src/engine/engineApi.ts').ScoreOptions} how
         * @returns {Promise<Launches>}
         */
        async function launches(how) {
          const before = await read();
          const { decoderCalls, prefillTokens } = await engine.score(jobs, () => {}, how);
          const after = await read();
          return {
            ...{ decoderCalls, prefillTokens },
            dispatches: after.dispatches - before.dispatches,
            submits: after.submits - before.submits
          };
        }

        /** @returns {Promise<Pick<Launches, 'dispatches' | 'submits'>>} */
        function read() {
          return new Promise((tell) => {
            channel.onmessage = ({ data }) => tell(data);
            channel.postMessage('how many?');
          });
        }
      },
      { suffixes: SUFFIXES, packs: PACKS, tokens: TOKENS }
    );
    assert.equal(device, 'webgpu');
    assert.equal(one.decoderCalls, QUESTIONS);
    assert.ok(one.dispatches >= QUESTIONS, 'the GPU was used');
    for (const [at, pack] of PACKS.entries()) {
      const launched = /** @type {Launches} */ (packed[at]);
      console.log(`${pack} a pack`, JSON.stringify(launched), 'one by one', JSON.stringify(one));
      assert.equal(launched.decoderCalls, Math.ceil(one.decoderCalls / pack), `${pack} a pack`);
      // No call launches more for being long: some kernels are for single rows, hence fewer.
      const calls = launched.decoderCalls;
      assert.ok(launched.dispatches <= perCall(one.dispatches) * calls, `${pack} a pack`);
      assert.ok(launched.submits <= (perCall(one.submits) + 1) * calls, `${pack} a pack`);
      // Nothing was saved by leaving something out.
      assert.equal(launched.prefillTokens, one.prefillTokens);
    }
  }
);

/** @param {number} launches of all questions, one a call */
const perCall = (launches) => launches / QUESTIONS;
