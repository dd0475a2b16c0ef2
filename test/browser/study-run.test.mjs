import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { test } from './harness.mjs';
import { buildBarePage } from './barePage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const mounts = {
  '/study-test/': 'test/output/study-page',
  '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
};
const folder = mkdtempSync(join(tmpdir(), 'valueshift-study-'));
const QUESTIONS = 'Q1 Q46 Q57 Q6 Q164 Q165'.split(' ');
/**
 * No cue, ten countries, three pictures; the frame, three blanks in each of three sentences; letters
 * and words. By name alone, in the first reading: so many more that 25 countries are named.
 */
const ANSWERS = ((1 + 10 + 3 + 1 + 3 * 3) * 2 + 15) * QUESTIONS.length;

before(async () => {
  await buildBarePage('study-page');
  mkdirSync(join(folder, 'in'));
  for (const name of ['flag-bra', 'taco', 'flag-kor']) {
    copyFileSync(`public/pictures/${name}.png`, join(folder, 'in', `${name}.png`));
  }
  writeFileSync(
    join(folder, 'pictures.csv'),
    'file,country,category,income,licence\n' +
      'in/flag-bra.png,Brazil,tradition,,MIT\n' +
      'in/taco.png,MEX,people,"1,200",Apache-2.0\n' +
      'in/flag-kor.png,South Korea,,,MIT\n'
  );
});
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

test(
  'a study from a folder survives three deaths and moves to another browser bit by bit',
  { mounts },
  async ({ page: first, context, url, openApp }) => {
    await openApp('study-test/index.html');
    await ready(first);
    await first.setInputFiles('#folder', folder);
    const made = await first.evaluate(
      (questions) => window.studies.fromFolder('tiny-llava', questions),
      QUESTIONS
    );
    assert.ok('id' in made && made.id, JSON.stringify(made));
    const id = made.id ?? '';
    await first.evaluate(async (study) => {
      await window.studies.queue.start();
      await window.studies.queue.add(study);
    }, id);

    // A reload.
    let stored = await answersBeyond(first, 10);
    await first.reload();
    await goOn(first);
    stored = await answersBeyond(first, stored + 10);
    // A page that dies.
    const session = await context.newCDPSession(first);
    const crashed = first.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    await first.close();
    const second = await context.newPage();
    await second.goto(`${url}study-test/index.html`);
    await goOn(second);
    await answersBeyond(second, stored + 10);
    // A closed tab, while another waits to take over.
    const third = await context.newPage();
    await third.goto(`${url}study-test/index.html`);
    await ready(third);
    await third.evaluate(() => window.studies.queue.start());
    assert.equal((await third.evaluate(() => window.studies.state())).status, 'elsewhere');
    await second.close();
    await third.waitForFunction(() => window.studies.state().items[0]?.status === 'done', null, {
      timeout: 240_000
    });

    const progress = await third.evaluate(() => window.studies.state().items[0]?.progress);
    assert.equal(progress?.done, ANSWERS);
    assert.equal(progress?.total, ANSWERS);
    assert.ok((progress?.cached ?? 0) >= 15, 'what was computed before is not computed again');
    const here = await third.evaluate((study) => window.studies.tables(study), id);
    assert.equal(JSON.parse(here).missing, 0);
    assert.equal(JSON.parse(here).rows, ANSWERS);
    const zip = await third.evaluate((study) => window.studies.exported(study), id);

    const elsewhere = await context.browser()?.newContext();
    assert.ok(elsewhere);
    try {
      const fresh = await elsewhere.newPage();
      await fresh.goto(`${url}study-test/index.html`);
      await ready(fresh);
      const there = await fresh.evaluate(async (bytes) => {
        const study = await window.studies.imported(bytes);
        return window.studies.tables(study);
      }, zip);
      assert.equal(there, here);
      assert.equal(await fresh.evaluate(() => window.studies.answers()), 0, 'no model was asked');
    } finally {
      await elsewhere.close();
    }
  }
);

test('pausing, resuming and cancelling', { mounts }, async ({ page, openApp }) => {
  await openApp('study-test/index.html');
  await ready(page);
  await page.setInputFiles('#folder', folder);
  const made = await page.evaluate(
    (questions) => window.studies.fromFolder('tiny-llava', questions),
    QUESTIONS
  );
  const id = made.id ?? '';
  await page.evaluate(async (study) => {
    await window.studies.queue.start();
    await window.studies.queue.add(study);
  }, id);
  await answersBeyond(page, 10);
  await page.evaluate(() => window.studies.queue.pause());
  await page.waitForFunction(() => window.studies.state().items[0]?.status === 'waiting');
  assert.equal((await page.evaluate(() => window.studies.state())).status, 'paused');
  const paused = await page.evaluate(() => window.studies.answers());
  await page.evaluate(() => window.studies.queue.resume());
  await answersBeyond(page, paused + 10);
  await page.evaluate((study) => window.studies.queue.cancel(study), id);
  assert.deepEqual((await page.evaluate(() => window.studies.state())).items, []);
  const { missing, rows } = JSON.parse(await page.evaluate((s) => window.studies.tables(s), id));
  assert.ok(rows > 0 && missing > 0 && rows + missing === ANSWERS, `${rows} ${missing}`);
});

test('a million stored answers open', { mounts }, async ({ page, openApp }) => {
  await openApp('study-test/index.html');
  await ready(page);
  const { ms, readMs, answers } = await page.evaluate(() => window.studies.openMany(3900, 257));
  console.log(
    `${answers} answers opened in ${Math.round(ms)} ms, ${Math.round(readMs)} ms of it reading`
  );
  // The blanks that every study of pictures asks beside them.
  assert.equal(answers, (3900 + 3) * 257);
});

test(
  'the bundled example opens without any model',
  { mounts: { ...mounts, '/example-study/': 'public/example-study' } },
  async ({ page, openApp, requests }) => {
    await openApp('study-test/index.html');
    await ready(page);
    const { covers, questions, tables } = await page.evaluate(() => window.studies.example());
    const { rows, results } = JSON.parse(tables);
    assert.equal(rows, covers.answers);
    assert.ok(questions.length >= 60, `${questions.length} questions`);
    // Demographics and methodological research have no questions about values.
    assert.equal(new Set(questions.map(({ topic }) => topic)).size, 13);
    const countries = /** @type {{ condition: number, country: string }[]} */ (
      results[0].countries
    );
    // Ten countries, in words and by letter.
    assert.equal(new Set(countries.map(({ country }) => country)).size, 10);
    assert.equal(new Set(countries.map(({ condition }) => condition)).size, 2);
    assert.equal(countries.length, 20);
    assert.ok(!requests.some((request) => request.includes('/models/')));
  }
);

/** @param {Page} page */
async function ready(page) {
  await page.waitForFunction(() => 'studies' in window);
}

/** @param {Page} page */
async function goOn(page) {
  await ready(page);
  await page.evaluate(() => window.studies.queue.start());
}

/**
 * Waits until the store holds more answers than that. @returns {Promise<number>} how many
 * @param {Page} page
 * @param {number} count
 */
async function answersBeyond(page, count) {
  for (;;) {
    const found = await page.evaluate(() => window.studies.answers());
    if (found > count) return found;
    await page.waitForTimeout(20);
  }
}
