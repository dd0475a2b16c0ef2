import { chromium } from 'playwright-core';
import { chromiumFlags } from '../lib/chromium.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PATIENCE = { timeout: 1_800_000 };
const OWN_PICTURE = 'test/fixtures/golden/flag_twemoji_gq.png';
const TRIES = 5;
const TOPIC = /^Religion and spirituality/;

/**
 * How much slower Chromium's own throttle (of its developer tools) makes a page, and a worker of it.
 * @param {string} program @param {number} rate
 */
export async function throttledBy(program, rate) {
  const browser = await chromium.launch({ executablePath: program, args: chromiumFlags('none') });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    // The app's own policy allows no such worker.
    await page.goto('about:blank');
    const before = await quickest(page);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    const after = await quickest(page);
    return { page: after.page / before.page, worker: after.worker / before.worker };
  } finally {
    await browser.close();
  }
}

/** Of several tries, for others may have been at work. @param {Page} page */
async function quickest(page) {
  const tries = [];
  for (let k = 0; k < TRIES; k++) tries.push(await sums(page));
  return {
    page: Math.min(...tries.map((one) => one.page)),
    worker: Math.min(...tries.map((one) => one.worker))
  };
}

/** The same sums on the page and in a worker. @param {Page} page @returns {Promise<{ page: number, worker: number }>} ms */
function sums(page) {
  return page.evaluate(async () => {
    const source = `function sum() {
      const started = performance.now();
      let all = 0;
      for (let i = 0; i < 1e8; i++) all += i * 0.5;
      return performance.now() - started + all * 0;
    }`;
    const script = new Blob([`${source}; postMessage(sum())`], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(script));
    /** @type {number} */
    const inWorker = await new Promise((done, failed) => {
      worker.onmessage = ({ data }) => done(data);
      worker.onerror = failed;
    });
    const started = performance.now();
    let all = 0;
    for (let i = 0; i < 1e8; i++) all += i * 0.5;
    return { page: performance.now() - started + all * 0, worker: inWorker };
  });
}

/**
 * A first visit with an own picture: shipped answers first, then the model.
 * @param {string} url of the app @param {string} program the browser
 */
export async function visitOf(url, program) {
  const browser = await chromium.launch({
    executablePath: program,
    args: chromiumFlags('none'),
    timeout: 300_000
  });
  try {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(PATIENCE.timeout);
    let started = performance.now();
    await page.goto(url, PATIENCE);
    await page.getByRole('button', { name: 'Show me' }).click();
    const rows = page.getByRole('region', { name: 'Answers, question by question' });
    await rows.locator('details').first().waitFor();
    const firstMs = performance.now() - started;

    await page.setInputFiles('input[type=file]', OWN_PICTURE);
    await page.getByRole('button', { name: /^Questions: / }).click();
    await page.getByRole('option', { name: TOPIC }).click();
    const guessed = page.getByText(/This is a guess/);
    const guess = await guessed.innerText({ timeout: 60_000 }).catch(() => 'none');
    const ask = page.getByRole('button', { name: 'Ask', exact: true });
    started = performance.now();
    await ask.click();
    // Bytes of the model are counted in the same place before.
    const progress = page.locator('.figures b').filter({ hasText: /^\d+ of \d+$/ });
    const [here = NaN, ofAll = NaN] = numbersIn(await progress.first().innerText());
    const startMs = performance.now() - started;
    const done = page.getByText(/All \d+ answers are in/).first();
    await done.waitFor();
    const allMs = performance.now() - started;
    // What came with the app is not asked for again.
    const [all = NaN, known = 0] = numbersIn(await done.innerText());
    const asked = all - known;
    const perMinute = (asked * (1 - here / ofAll) * 60_000) / (allMs - startMs);
    const trialMs = await page.evaluate(
      () => performance.getEntriesByName('valueshift-device-trial')[0]?.duration ?? null
    );
    return { firstMs, guess, startMs, allMs, asked, perMinute, trialMs };
  } finally {
    await browser.close();
  }
}

/** @param {string} text */
const numbersIn = (text) => (text.match(/\d+/g) ?? []).map(Number);
