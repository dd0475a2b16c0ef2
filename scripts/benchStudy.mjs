/**
 * `npm run bench:study`: how fast a study's page opens and recomputes its tables, on made-up answers
 * that lie in the store as a run's would. Prints figures as it goes and one JSON line at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./lib/mainThread.mjs').LongestTask} LongestTask */
/** @typedef {{ part: string, action: string, ms: number, task: LongestTask }} Measured */

const USAGE =
  'Usage: npm run bench:study -- [--repeats N] [--readouts letter|text|both] [--pictures N] [--studies N] [--names N]';
const PARTS = ['overview', 'similarity', 'topics', 'incomes', 'culture', 'checks', 'pictures'];
const METRICS = ['js-distance-nats', 'wasserstein', 'jsd-bits'];
const STUDY = 'made-0';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        repeats: { type: 'string', default: '3' },
        readouts: { type: 'string', default: 'letter' },
        pictures: { type: 'string', default: '1' },
        studies: { type: 'string', default: '1' },
        names: { type: 'string', default: '92' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const repeats = integer('--repeats', values.repeats, 1, 50);
  const readouts = choice('--readouts', values.readouts, ['letter', 'text', 'both']);
  const picturesPerCategory = integer('--pictures', values.pictures, 1, 100);
  const studies = integer('--studies', values.studies, 1, 100);
  const alsoNamed = integer('--names', values.names, 0, 92);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('./lib/appPage.mjs');
  const profile = await mkdtemp(join(tmpdir(), 'valueshift-bench-'));
  try {
    const options = { profile, gpu: /** @type {const} */ ('none'), pictures: [] };
    let answers = 0;
    // The store belongs to the address, so both visits need the same port.
    const port = await withAppPage({ ...options, port: 0 }, async ({ call, url }) => {
      for (let k = 0; k < studies; k++) {
        const made = await call('storeMadeStudy', {
          ...{ id: `made-${k}`, name: `Made-up study ${k}`, seed: k + 1, alsoNamed },
          ...{ countries: 10, categories: 8, picturesPerCategory, questions: 258 },
          readouts: readouts === 'both' ? ['letter', 'text'] : [readouts],
          orders: 'forward+reverse'
        });
        answers += made.answers;
      }
      return Number(new URL(url).port);
    });
    console.log(`${answers} answers in ${studies} studies; best and median of ${repeats} repeats.`);
    /** @type {Measured[]} */
    const measured = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      // A browser started anew has nothing warm but what the disk keeps.
      await withAppPage({ ...options, port }, async ({ context, url }) => {
        for (const page of context.pages()) await page.close();
        measured.push(...(await measure(context, url)));
      });
    }
    print(measured, { answers, studies, repeats, readouts, picturesPerCategory, alsoNamed });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 */
async function measure(context, url) {
  const { traced } = await import('./lib/mainThread.mjs');
  /** @type {Measured[]} */
  const found = [];
  for (const part of [...PARTS, 'report']) {
    const page = await context.newPage();
    const opened = await traced(page, async () => {
      await page.goto(`${url}#/study/${STUDY}/${part}`);
      const ms = await whenDone(page, 0);
      await page.waitForTimeout(200);
      return ms;
    });
    found.push({ part, action: 'readable', ms: opened.value.readable, task: opened.longest });
    found.push({ part, action: 'all shown', ms: opened.value.done, task: opened.longest });
    for (const metric of part === 'report' ? [] : METRICS) {
      const switched = await traced(page, async () => {
        const start = await page.evaluate(chooseMetric, metric);
        const { done } = await whenDone(page, start);
        await page.waitForTimeout(200);
        return done - start;
      });
      found.push({ part, action: 'switch', ms: switched.value, task: switched.longest });
    }
    await page.close();
  }
  return found;
}

/**
 * Milliseconds since the page's start at which the first figures stood there, and at which nothing
 * was being worked out any more.
 * @param {Page} page
 * @param {number} start
 */
function whenDone(page, start) {
  return page.evaluate(async (since) => {
    let readable = 0;
    for (;;) {
      const now = performance.now();
      const cards = document.querySelectorAll('article.card[aria-busy="false"]').length;
      if (cards > 0 && readable === 0) readable = now;
      const busy = document.querySelector('[aria-busy="true"]');
      // What was asked for reaches the page within a task or two.
      if (cards > 0 && !busy && now - since > 50) return { readable, done: now };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, start);
}

/** In the page: chooses a metric as a reader does. @param {string} metric */
function chooseMetric(metric) {
  const select = document.querySelectorAll('select')[0];
  const all = ['jsd-bits', 'js-distance-nats', 'js-distance-bits', 'wasserstein'];
  if (select?.options.length !== all.length) throw new Error('The metric is chosen elsewhere now.');
  const start = performance.now();
  select.selectedIndex = all.indexOf(metric);
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return start;
}

/**
 * @param {readonly Measured[]} measured
 * @param {object} setting
 */
function print(measured, setting) {
  const keys = [...new Set(measured.map(({ part, action }) => `${part} ${action}`))];
  const rows = keys.map((key) => {
    const own = measured.filter(({ part, action }) => `${part} ${action}` === key);
    return {
      what: key,
      bestMs: Math.round(Math.min(...own.map(({ ms }) => ms))),
      medianMs: Math.round(median(own.map(({ ms }) => ms))),
      longestTaskCpuMs: Math.round(median(own.map(({ task }) => task.cpuMs))),
      longestTaskWallMs: Math.round(median(own.map(({ task }) => task.wallMs)))
    };
  });
  console.table(rows);
  console.log(JSON.stringify({ ...setting, rows }));
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}
