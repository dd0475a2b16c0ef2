import { MortalBrowser } from './browser.mjs';

const ORDERS = /** @type {const} */ (['former', 'now', 'memory']);

/**
 * How long the same run takes when answers are shown before they are stored (as before), when they
 * are stored first, and when nothing is stored: in turn, in one browser.
 * @param {{ url: string, times: number }} wanted
 * @returns {Promise<Record<'former' | 'now' | 'memory', number[]>>} milliseconds, a run each
 */
export async function measurePace({ url, times }) {
  /** @type {Record<'former' | 'now' | 'memory', number[]>} */
  const found = { former: [], now: [], memory: [] };
  const browser = new MortalBrowser(async () => undefined);
  try {
    const page = await browser.page();
    await page.goto(url);
    await page.waitForFunction(() => 'kills' in window);
    // The first runs are slower: code is compiled, packs are sized.
    for (let k = -1; k < times; k++) {
      // Whoever comes first meets another machine than who comes last: they take turns.
      const turn = k % 2 === 0 ? ORDERS : ORDERS.toReversed();
      for (const order of turn) {
        const ms = await page.evaluate(
          ([which, name]) => window.kills.pace(which, name),
          /** @type {const} */ ([order, `pace-${order}-${k}`])
        );
        if (k >= 0) found[order].push(ms);
      }
    }
    return found;
  } finally {
    await browser.close();
  }
}

/** @param {readonly number[]} list */
export function median(list) {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
