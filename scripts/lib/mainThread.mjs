/**
 * How long a page's main thread was held by single tasks, from Chromium's own trace. `tdur` is the
 * processor time a task took: other programs on a busy machine lengthen `dur`, not this.
 * @typedef {{ wallMs: number, cpuMs: number }} LongestTask
 */

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} [ts] microseconds
 * @property {number} [dur]
 * @property {number} [tdur]
 * @property {{ name?: string, data?: { frames?: { url?: string }[], url?: string } }} [args]
 */

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'];

/**
 * Traces a page while `work` runs.
 * @template T
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<T>} work
 * @returns {Promise<{ value: T, longest: LongestTask, events: TraceEvent[] }>}
 */
export async function traced(page, work) {
  const browser = page.context().browser();
  if (!browser) throw new TypeError('No browser to trace.');
  await browser.startTracing(page, { categories: CATEGORIES });
  let value;
  let text;
  try {
    value = await work();
  } finally {
    text = (await browser.stopTracing()).toString('utf8');
  }
  /** @type {TraceEvent[]} */
  const events = JSON.parse(text).traceEvents;
  return { value, longest: longestTask(events), events };
}

/**
 * @param {readonly TraceEvent[]} events
 * @returns {LongestTask} over all pages in the trace
 */
function longestTask(events) {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`)
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' &&
      /^(RunTask|ThreadControllerImpl::RunTask)$/.test(name) &&
      main.has(`${pid} ${tid}`)
  );
  const most = (/** @type {'dur' | 'tdur'} */ key) =>
    tasks.reduce((longest, task) => Math.max(longest, task[key] ?? 0), 0) / 1000;
  return { wallMs: most('dur'), cpuMs: most('tdur') };
}
