/** Gives inputs to the app one after the other and judges what becomes of each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { traced } from '../../lib/mainThread.mjs';
import { chance } from '../corpus/random.mjs';
import { putCanary } from './canary.mjs';
import { judged } from './judge.mjs';
import { openSession } from './session.mjs';
import { missingOf, removeOthers, storedNow } from './store.mjs';
import { forgetFiles } from './ways/way.mjs';
import { WAYS } from './ways/index.mjs';

/** @typedef {import('../corpus/input.mjs').Hostile} Hostile */
/** @typedef {import('./judge.mjs').Result} Result */

/** A page takes so many inputs before another takes its place. */
const PER_PAGE = 25;
/** What a page that hangs in one input may take from the next. */
const GRACE_MS = 3000;

/**
 * @param {object} options
 * @param {readonly Hostile[]} options.inputs
 * @param {number} options.seed
 * @param {string} options.root folder of the build
 * @param {number} options.patienceMs how long the page may take to answer
 * @param {number} [options.tries] a verdict that time alone decides is given by the best of so many
 * @param {(result: Result) => void} [options.onResult]
 * @returns {Promise<Result[]>}
 */
export async function attack({ inputs, seed, root, patienceMs, tries = 3, onResult }) {
  const folder = await mkdtemp(join(tmpdir(), 'valueshift-attack-'));
  const session = await openSession(root);
  /** @type {Result[]} */
  const results = [];
  try {
    const canary = await putCanary(session, folder);
    const giver = givingTo(session, { canary, folder, seed, patienceMs });
    for (const hostile of inputs) {
      let result = await giver(hostile);
      for (let more = 1; more < tries && result.verdict === 'hung'; more++) {
        const again = await giver(hostile, true);
        if (again.verdict !== 'hung' || again.blockMs < result.blockMs) result = again;
      }
      results.push(result);
      onResult?.(result);
    }
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

/**
 * @param {import('./session.mjs').Session} session
 * @param {{ canary: import('./store.mjs').Kept[], folder: string, seed: number, patienceMs: number }} with_
 */
function givingTo(session, { canary, folder, seed, patienceMs }) {
  /** @type {{ kind: string, given: number, page: import('playwright-core').Page, main: import('./mainThread.mjs').MainThread } | null} */
  let at = null;

  async function pageFor(/** @type {Hostile} */ { kind }, anew = false) {
    const { alone, open } = WAYS[kind];
    if (!at || anew || alone || at.kind !== kind || at.given >= PER_PAGE) {
      const opened = await session.fresh();
      await removeOthers(session.keeper, canary);
      at = { kind, given: 0, ...opened };
      if (!alone) await open(at.page, session.url);
      session.noise();
    }
    at.given += 1;
    return at;
  }

  /**
   * @param {Hostile} hostile
   * @param {boolean} [again] in a page of its own, each of its tasks timed
   * @returns {Promise<Result>}
   */
  return async function give(hostile, again = false) {
    const { kind, name } = hostile;
    const way = WAYS[kind];
    const given = hostile.make(chance(seed, `${kind}/${name}`));
    const { page, main } = await pageFor(hostile, again).catch(() => {
      // On a busy machine a page may be slow to open; the next try is the last.
      at = null;
      return pageFor(hostile, true);
    });
    const patience = patienceMs * (way.patience ?? 1);
    const giving = { page, url: session.url, name, given, patienceMs: patience, folder };
    const work = async () => {
      if (!way.alone) await main.start();
      return way.give({ ...giving, main, session });
    };
    const begun = performance.now();
    let fault = '';
    let answerMs = 0;
    const answering = async () => {
      const answer = await inTime(work(), patience + GRACE_MS).catch((reason) => {
        fault = String(reason?.message ?? reason).split('\n')[0] ?? '';
        return null;
      });
      answerMs = performance.now() - begun;
      return { answer, held: await main.stop() };
    };
    const { answer, held } = again ? await timed(page, answering) : await answering();
    await forgetFiles(folder);
    const lost = missingOf(canary, await storedNow(session.keeper));
    const noise = session.noise();
    if (held && (await inTime(page.evaluate(scriptRan), GRACE_MS).catch(() => false))) {
      noise.broken.push('a script of the input ran');
    }
    const verdict = judged({ hostile, answer, fault, held, noise, lost });
    // A page that was hurt is not given the next one.
    if (!['refused', 'accepted', 'wrong'].includes(verdict.verdict)) at = null;
    return {
      ...{ kind, name, ...verdict, answerMs },
      ...{ blockMs: held?.blockMs ?? Infinity, clickMs: held?.clickMs ?? Infinity }
    };
  };
}

/**
 * The same, with the longest single task by processor time in place of all of them together.
 * @template T
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<{ answer: T, held: import('./mainThread.mjs').Held | null }>} answering
 */
async function timed(page, answering) {
  // A page that crashes takes its trace along.
  const seen = await traced(page, answering).catch(() => null);
  if (!seen) return { answer: null, held: null };
  const { value, longest } = seen;
  const { answer, held } = value;
  return { answer, held: held && { ...held, blockMs: Math.min(held.blockMs, longest.cpuMs) } };
}

/** In the page: what hostile scripts of the corpus do. */
const scriptRan = () => 'hacked' in globalThis || document.title === 'HACKED';

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} ms
 * @returns {Promise<T>}
 */
async function inTime(work, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`nothing was answered within ${ms} ms`)), ms);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work, late]));
  } finally {
    clearTimeout(timer);
  }
}
