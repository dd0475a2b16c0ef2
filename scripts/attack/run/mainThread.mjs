/**
 * How long an input held a page's main thread. The page's own list of long tasks tells how long each
 * took by the clock, which other programs on a busy machine lengthen; Chromium tells the processor
 * time of all tasks together. No task was longer than the lesser of the two.
 *
 * @typedef {object} Held
 * @property {number} wallMs the longest task by the clock; 0 where none reached 50 ms
 * @property {number} cpuMs processor time of all tasks
 * @property {number} clickMs the longest that a click waited, by the clock; 0 where none was answered
 * @property {number} blockMs the longest that a task can have been: lesser of the first two
 *
 * @typedef {object} MainThread
 * @property {() => Promise<void>} start
 * @property {() => Promise<Held | null>} stop null where the page does not answer
 */

/** A click falls on the page's last corner, where nothing of the app is. */
const CORNER = 4;
const PAUSE_MS = 60;
const ANSWER_MS = 4000;

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<MainThread>}
 */
export async function watchMainThread(page) {
  await page.addInitScript(inPage, CORNER);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuSeconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  let cpuBefore = 0;
  let clicking = false;

  async function click() {
    const size = page.viewportSize() ?? { width: 800, height: 600 };
    const at = { x: size.width - CORNER, y: size.height - CORNER, button: 'left', clickCount: 1 };
    const press = (/** @type {'mousePressed' | 'mouseReleased'} */ type) =>
      devtools.send('Input.dispatchMouseEvent', { type, .../** @type {any} */ (at) });
    while (clicking) {
      // The next click waits for this one: a page that hangs is not buried in them.
      await Promise.all([press('mousePressed'), press('mouseReleased')]).catch(() => undefined);
      await pause(PAUSE_MS);
    }
  }

  return {
    async start() {
      await page.evaluate(reset);
      cpuBefore = await cpuSeconds();
      clicking = true;
      void click();
    },
    async stop() {
      clicking = false;
      const answer = Promise.all([page.evaluate(seen), cpuSeconds()]).catch(() => null);
      const found = await Promise.race([answer, pause(ANSWER_MS).then(() => null)]);
      if (!found) return null;
      const [{ wallMs, clickMs }, cpu] = found;
      // A page that was left for another begins to count anew.
      const cpuMs = 1000 * (cpu < cpuBefore ? cpu : cpu - cpuBefore);
      return { wallMs, cpuMs, clickMs, blockMs: Math.min(wallMs, cpuMs) };
    }
  };
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @typedef {{ longest: number, clicks: number }} Watch */
/** @typedef {typeof globalThis & { attackWatch: Watch }} Watched */

/** Runs in the page before the app. @param {number} corner */
function inPage(corner) {
  const watch = { longest: 0, clicks: 0 };
  Object.assign(globalThis, { attackWatch: watch });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.longest = Math.max(watch.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener(
    'mousedown',
    (event) => {
      const { clientX, clientY, timeStamp } = event;
      if (clientX < innerWidth - 2 * corner || clientY < innerHeight - 2 * corner) return;
      // The app sees none of it: no focus moves, nothing closes.
      event.preventDefault();
      event.stopImmediatePropagation();
      watch.clicks = Math.max(watch.clicks, performance.now() - timeStamp);
    },
    true
  );
  for (const type of ['mouseup', 'click', 'pointerdown', 'pointerup']) {
    addEventListener(
      type,
      (event) => {
        const { clientX, clientY } = /** @type {MouseEvent} */ (event);
        if (clientX >= innerWidth - 2 * corner && clientY >= innerHeight - 2 * corner) {
          event.stopImmediatePropagation();
        }
      },
      true
    );
  }
}

function reset() {
  const { attackWatch: watch } = /** @type {Watched} */ (globalThis);
  watch.longest = watch.clicks = 0;
}

async function seen() {
  // What the browser has not told yet is told now.
  await new Promise((done) => setTimeout(done, 20));
  const { attackWatch: watch } = /** @type {Watched} */ (globalThis);
  return { wallMs: watch.longest, clickMs: watch.clicks };
}
