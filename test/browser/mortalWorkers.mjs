/** Workers of a page that can be struck down, as they would be for want of memory: without a word. */

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {Window & {
 *   deaths: number,
 *   killAtNext(method: string): void,
 *   kill(script: string): void
 * }} Hall
 */

/** In the page, before its scripts: workers that can be struck down. */
export function mortalWorkers() {
  const hall = /** @type {Hall} */ (/** @type {unknown} */ (window));
  /** @type {string | null} */
  let sentence = null;
  /** @type {Map<Worker, string>} */
  const alive = new Map();
  hall.deaths = 0;
  hall.killAtNext = (method) => void (sentence = method);
  const die = (/** @type {Worker} */ worker) => {
    alive.delete(worker);
    hall.deaths += 1;
    worker.terminate();
  };
  hall.kill = (script) => {
    for (const [worker, url] of alive) if (url.includes(script)) die(worker);
  };
  window.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      alive.set(this, String(url));
    }

    /** @override @param {any} message @param {any} transfers */
    postMessage(message, transfers) {
      if (message?.path?.at(-1) !== sentence) return super.postMessage(message, transfers);
      sentence = null;
      die(this);
    }
  };
}

const deaths = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {Hall} */ (/** @type {unknown} */ (window)).deaths);

/**
 * Does something of which a worker dies.
 * @param {Page} page
 * @param {string} method the call that it dies of
 * @param {() => Promise<unknown>} use
 */
export async function struck(page, method, use) {
  const before = await deaths(page);
  await page.evaluate(
    (method) => /** @type {Hall} */ (/** @type {unknown} */ (window)).killAtNext(method),
    method
  );
  await use();
  await page.waitForFunction(
    (before) => /** @type {Hall} */ (/** @type {unknown} */ (window)).deaths > before,
    before
  );
}

/**
 * Strikes down every worker of a script, whatever it is doing.
 * @param {Page} page
 * @param {string} script part of its address
 * @returns {Promise<number>} how many workers have died on this page so far
 */
export async function strike(page, script) {
  await page.evaluate(
    (script) => /** @type {Hall} */ (/** @type {unknown} */ (window)).kill(script),
    script
  );
  return deaths(page);
}
