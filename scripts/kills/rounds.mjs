import { MortalBrowser } from './browser.mjs';
import { chance } from '../attack/corpus/random.mjs';

/** @typedef {import('../../test/browser/kills-page/page.ts').RunKind} RunKind */
/** @typedef {import('../../test/browser/kills-page/drawing.ts').Drawn} Drawn */
/** @typedef {'worker' | 'tab' | 'browser'} Victim */

/**
 * @typedef {object} KillCount
 * @property {RunKind} run
 * @property {Victim} victim
 * @property {number} kills
 * @property {number} drawn things that had been drawn before these kills, of the run so far
 * @property {Drawn[]} lost of them, what the store could not show again
 */

/**
 * @typedef {object} Outcome
 * @property {KillCount[]} counts
 * @property {number} tables runs that came to their end
 * @property {number} other of them, those whose table is another than an undisturbed run's
 */

const RUNS = /** @type {const} */ (['lab', 'study']);
const VICTIMS = /** @type {const} */ (['worker', 'tab', 'browser']);
/** Things drawn before the next kill. */
const MOST_BEFORE = { lab: 24, study: 60 };
const MOST_MS_LATER = 12;
/** Kills of one run: a worker, a tab and a browser, in any order. */
const MOST_A_RUN = 3;
/** A machine with more work than cores takes long to open a browser. */
const PATIENCE_MS = 120_000;

/**
 * Kills workers, tabs and browsers in the middle of runs until there were so many kills; every run is
 * taken up until it has come to its end.
 * @param {{ kills: number, seed: number, url: string, former?: boolean, say?: (line: string) => void }} wanted
 * @returns {Promise<Outcome>}
 */
export async function killRuns({ kills, seed, url, former = false, say = () => undefined }) {
  const random = chance(seed, 'kills');
  /** @type {KillCount[]} */
  const counts = RUNS.flatMap((run) =>
    VICTIMS.map((victim) => ({ run, victim, kills: 0, drawn: 0, lost: [] }))
  );
  /** What was drawn of the run in hand; a dead page's last words may come late. @type {Drawn[]} */
  let drawn = [];
  /** @type {() => void} */
  let onDrawn = () => undefined;
  const hear = (/** @type {Drawn} */ each) => {
    drawn.push(each);
    onDrawn();
  };
  const browser = new MortalBrowser(async (context) => {
    context.on('weberror', (fault) => hear(['failed', String(fault.error())]));
    await context.exposeBinding('report', (_, /** @type {Drawn} */ each) => hear(each));
  });
  const outcome = { counts, tables: 0, other: 0 };
  try {
    const undisturbed = { lab: '', study: '' };
    for (const run of RUNS) {
      drawn = [];
      const page = await open(`undisturbed-${run}`, run);
      await untilDrawn(Infinity);
      undisturbed[run] = await page.evaluate((kind) => window.kills.table(kind), run);
      await page.close();
    }
    for (let k = 0; done() < kills; k++) {
      const run = RUNS[k % 2] ?? 'lab';
      const name = `run-${k}`;
      drawn = [];
      let page = await open(name, run);
      for (let each = 0; each < MOST_A_RUN && done() < kills; each++) {
        const before = random.below(MOST_BEFORE[run]);
        const later = random.below(MOST_MS_LATER);
        if (await untilDrawn(drawn.length + before)) break;
        await new Promise((go) => setTimeout(go, later));
        page = await killOnce(page, run, name);
      }
      await untilDrawn(Infinity);
      outcome.tables++;
      const table = await page.evaluate((kind) => window.kills.table(kind), run);
      if (table !== undisturbed[run]) outcome.other++;
      await page.close();
    }
    return outcome;
  } finally {
    await browser.close();
  }

  function done() {
    return counts.reduce((sum, count) => sum + count.kills, 0);
  }

  /**
   * Kills what was killed least so far, of this kind of run, and takes the run up.
   * @param {import('playwright-core').Page} page
   * @param {RunKind} run
   * @param {string} name
   */
  async function killOnce(page, run, name) {
    const own = counts.filter((each) => each.run === run);
    const fewest = Math.min(...own.map((each) => each.kills));
    const count = random.one(own.filter((each) => each.kills === fewest));
    if (count.victim === 'worker') await page.evaluate(() => window.kills.killWorker());
    if (count.victim === 'tab') await killTab(page, random.below(2) === 0);
    if (count.victim === 'browser') await browser.kill();
    const next = count.victim === 'worker' ? page : await open(name, null);
    // Nothing more can come from the dead; a page that lives draws on.
    const seen = [...drawn];
    const lost = await next.evaluate(
      ([kind, all]) => window.kills.lost(kind, all),
      /** @type {const} */ ([run, seen])
    );
    count.kills++;
    count.drawn += seen.length;
    count.lost.push(...lost);
    say(`${done()} of ${kills}: ${run}, ${count.victim} after ${seen.length} drawn`);
    if (next !== page) await go(next, run);
    return next;
  }

  /** @param {string} name @param {RunKind | null} run to begin, or to take up; null: neither yet */
  async function open(name, run) {
    const page = await browser.page();
    await page.goto(`${url}?db=${name}${former ? '&former' : ''}`);
    await page
      .waitForFunction(() => 'kills' in window, null, { timeout: PATIENCE_MS })
      .catch((thrown) => {
        throw new Error(`${name} did not open: ${drawn.at(-1)?.join(' ')}`, { cause: thrown });
      });
    if (run) await go(page, run);
    return page;
  }

  /** @param {import('playwright-core').Page} page @param {RunKind} run */
  async function go(page, run) {
    await page.evaluate((kind) => void window.kills.go(kind), run);
  }

  /** Waits until so much was drawn. @param {number} count @returns {Promise<boolean>} is the run over? */
  async function untilDrawn(count) {
    for (;;) {
      const [key, value] = drawn.at(-1) ?? [];
      if (key === 'failed') throw new Error(`The run failed: ${value}`);
      if (key === 'over') return true;
      if (drawn.length >= count) return false;
      await new Promise((/** @type {(_: undefined) => void} */ heard) => {
        onDrawn = () => heard(undefined);
      });
    }
  }
}

/** A tab is closed by a person, or its process dies. @param {import('playwright-core').Page} page @param {boolean} crash */
async function killTab(page, crash) {
  if (crash) {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  await page.close();
}
