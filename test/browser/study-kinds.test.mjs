/** Studies with each kind of cue missing: every part opens, as drawings and as tables. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTs } from '../../scripts/lib/liveTs.mjs';
import { test } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PARTS = [
  ...['overview', 'questions', 'similarity', 'topics', 'incomes', 'culture', 'checks'],
  ...['pictures', 'edit']
];

/** The report shows the parts once more, one below the other: for these it is opened too. */
const REPORTED = ['everything there', 'no pictures', 'no answers'];

/** What the head of some says. @type {Record<string, string>} */
const SAID = {
  'a model that reads words only': '6 pictures told in words, none shown.',
  'words only, no captions': '4 countries by name alone, no picture.'
};

/** What a card says of a picture in which the model did not see the country. */
const MISSED = 'not recognised (not named)';

/** @param {{ page: Page, errors: string[] }} app @param {string} part @param {string} what */
async function openPart({ page, errors }, part, what) {
  const study = page.url().replace(/(#\/study\/[^/]+).*/, '$1');
  await page.evaluate((url) => location.assign(url), `${study}/${part}`);
  const shown = page.waitForFunction(
    (name) =>
      location.hash.endsWith(name) &&
      !document.querySelector('main [aria-busy="true"]') &&
      // What is being worked out says so.
      ![...document.querySelectorAll('main [role="status"]')].some((each) =>
        each.textContent?.trim().endsWith('…')
      ) &&
      (document.querySelector('main')?.innerText.length ?? 0) > 200,
    `/${part}`,
    { timeout: 60_000 }
  );
  await shown.catch(async () => {
    assert.fail(`${what} does not come: ${await page.locator('main').innerText()}`);
  });
  assert.deepEqual(errors, [], what);
  assert.equal(await page.getByRole('alert').count(), 0, what);
  // A table that is not drawn is not known to stand.
  const switches = page.getByRole('button', { name: /^Show as table/ });
  await switches.evaluateAll((all) =>
    all.forEach((each) => each instanceof HTMLElement && each.click())
  );
  assert.equal(await page.locator('figure table').count(), await switches.count(), what);
}

test(
  'every part of a study opens, whatever the study lacks',
  { timeout: 600_000 },
  async ({ openApp, errors }) => {
    const folder = await mkdtemp(join(tmpdir(), 'valueshift-kinds-'));
    try {
      const page = await openApp('#/study');
      await withTs(async (ts) => {
        /** @type {typeof import('../study/everyKind.ts')} */
        const { OPENED_KINDS, zipOfKind } = await ts.load('test/study/everyKind.ts');
        for (const kind of OPENED_KINDS) {
          const file = join(folder, `${kind}.zip`);
          await writeFile(file, await zipOfKind(kind));
          await page.evaluate(() => location.assign('#/study'));
          await page.locator('input[type="file"][accept*="zip"]').first().setInputFiles(file);
          await page.getByRole('heading', { level: 1, name: kind, exact: true }).waitFor();
          await page
            .getByText(SAID[kind] ?? kind)
            .first()
            .waitFor();
          for (const part of [...PARTS, ...(REPORTED.includes(kind) ? ['report'] : [])]) {
            await openPart({ page, errors }, part, `${kind}: ${part}`);
            if (kind !== 'the gate refused all' || !['pictures', 'edit'].includes(part)) continue;
            await page.getByText(MISSED).first().waitFor();
            assert.equal(await page.getByText(MISSED).count(), 6);
          }
        }
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
);
