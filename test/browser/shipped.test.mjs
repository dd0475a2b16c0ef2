/** Answers that come with the app: at once, without a model, and those that the model gives. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as nodeTest } from 'node:test';
import { importTs } from '../../scripts/importTs.mjs';
import { test } from './harness.mjs';

/** Of a token's log-probability: what the engine's self-check allows its reference answers. */
const TOLERANCE = 2e-5;
const QUESTIONS = ['Q1', 'Q57', 'Q165'];
const PICTURES = ['flag-kor', 'pizza'];
const COUNTRIES = ['KOR', 'NGA'];

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const rowsOf = (page) =>
  page.getByRole('region', { name: 'Answers, question by question' }).locator('details');

/** Stands where the shown answers came with the app. @param {Page} page */
const againOf = (page) => page.getByRole('button', { name: 'Ask again on this device' });

/** Presses the first door and waits for the first row. @param {Page} page @returns {Promise<number>} ms */
async function showMe(page) {
  const door = page.getByRole('button', { name: 'Show me' });
  await door.waitFor();
  const started = performance.now();
  await door.click();
  await rowsOf(page).first().waitFor();
  return performance.now() - started;
}

test('a bundled flag is answered in no time, without any model', async (tools) => {
  const page = await tools.openApp('#/lab');
  const first = await showMe(page);
  await againOf(page).waitFor();
  await page.getByText(/Seen as the flag of South Korea/).waitFor();
  const session = await tools.context.newCDPSession(page);
  /** @type {number[]} */
  const warm = [];
  for (let k = 0; k < 3; k++) {
    const origin = new URL(tools.url).origin;
    await page.goto('about:blank');
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await page.goto(`${tools.url}#/lab`);
    warm.push(await showMe(page));
  }
  console.log(
    `First row: ${first.toFixed(0)} ms on a first visit, ${warm.map((ms) => ms.toFixed(0)).join(', ')} ms with a warm cache`
  );
  // A machine whose processors are all taken tells its times and is held to none.
  const [load = 0] = loadavg();
  if (load < availableParallelism()) {
    assert.ok(first < 3000, `${first} ms`);
    assert.ok(Math.min(...warm) < 1000, `${warm.join(', ')} ms`);
  }
  const models = tools.requests.filter((request) => /\/models\/|example\.zip/.test(request));
  assert.deepEqual(models, []);
});

test('a reload shows the same, and another choice at once what is known of it', async (tools) => {
  const page = await tools.openApp('#/lab');
  await showMe(page);
  const texts = await rowsOf(page).allInnerTexts();
  await page.reload();
  await againOf(page).waitFor();
  await rowsOf(page).first().waitFor();
  assert.deepEqual(await rowsOf(page).allInnerTexts(), texts);
  await page.goto(`${tools.url}#/lab?picture=flag-bra`);
  await page.getByText(/Seen as the flag of Brazil/).waitFor();
  await againOf(page).waitFor();
  // Another country to compare with: its name was asked too, nothing need be pressed.
  const before = await rowsOf(page).allInnerTexts();
  await page.getByRole('button', { name: /^Country: / }).click();
  await page
    .getByPlaceholder('Find a country')
    .or(page.getByLabel('Find a country'))
    .first()
    .fill('Nigeria');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Country: Nigeria' }).waitFor();
  await againOf(page).waitFor();
  await page.waitForFunction(
    (/** @type {string[]} */ texts) =>
      [...document.querySelectorAll('section[aria-labelledby=rows-title] details')].some(
        (row, k) => /** @type {HTMLElement} */ (row).innerText !== texts[k]
      ),
    before
  );
  assert.deepEqual(
    tools.requests.filter((request) => request.includes('/models/')),
    []
  );
});

test('a damaged file is told, and its place is taken by the model', async (tools) => {
  tools.allowError(/models\//);
  await tools.page.route('**/shipped/answers.bin', (route) =>
    route.fulfill({ body: 'no answers' })
  );
  await tools.page.route('**/models/**', (route) => route.abort());
  const page = await tools.openApp('#/lab');
  await page.getByRole('button', { name: 'Show me' }).click();
  await page.getByText(/The answers that come with the app could not be read/).waitFor();
  await page.waitForRequest(/\/models\//);
});

test(
  'asked again on this device, all answers are computed, and are the shipped ones',
  { timeout: 1_200_000 },
  async (tools) => {
    const page = await tools.openApp('#/lab');
    await showMe(page);
    await againOf(page).click();
    await page
      .getByText('all 84 answers are the shipped ones, to a tenth of a point')
      .waitFor({ timeout: 1_100_000 });
    assert.ok(tools.requests.some((request) => request.includes('/models/pocket-llava/onnx/')));
  }
);

nodeTest('a sample of them is what the model gives', { timeout: 1_200_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'valueshift-shipped-'));
  try {
    const out = join(folder, 'out.json');
    await score(folder, out);
    const { cues, questions, template, answers, model } = JSON.parse(await readFile(out, 'utf8'));
    const { header, get } = await shippedAnswers();
    assert.equal(header.model.manifestHash, model.manifestHash);
    /** @type {typeof import('../../src/core/prompts/plan.ts')} */
    const { planJobs } = await importTs('src/core/prompts/plan.ts');
    /** @type {typeof import('../../src/core/prompts/key.ts')} */
    const { answerKey } = await importTs('src/core/prompts/key.ts');
    const plan = {
      ...{ cues, questions, template },
      ...{ readout: 'text', orders: 'forward+reverse', dontKnow: 'omit' }
    };
    let largest = 0;
    let perToken = 0;
    let compared = 0;
    for (const { job, cueIndex, questionIndex, part } of planJobs(
      /** @type {any} */ (plan),
      header.model.chat
    )) {
      const shipped = get(await answerKey(job, model));
      assert.ok(shipped, `${questions[questionIndex].id}, ${JSON.stringify(cues[cueIndex])}`);
      const answer = answers.find(
        (/** @type {any} */ one) =>
          one.question === questions[questionIndex].id && one.cue === Math.max(0, cueIndex)
      );
      const live = part.kind === 'baseline' ? answer.words.baseline : answer.words.logprobs;
      assert.deepEqual(shipped.tokens, answer.words.tokens);
      for (const [k, logprob] of live.entries()) {
        const difference = Math.abs(logprob - /** @type {number} */ (shipped.logprobs[k]));
        largest = Math.max(largest, difference);
        perToken = Math.max(perToken, difference / /** @type {number} */ (shipped.tokens[k]));
        compared++;
      }
    }
    console.log(
      `Largest difference of ${compared} log-probabilities: ${largest.toExponential(2)}, ${perToken.toExponential(2)} a token`
    );
    // Neutral, two names, two pictures, three blanks, the frame.
    assert.equal(answers.length, QUESTIONS.length * 9);
    assert.ok(perToken <= TOLERANCE, `${perToken}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function shippedAnswers() {
  /** @type {typeof import('../../src/formats/shippedAnswers.ts')} */
  const { readShipped } = await importTs('src/formats/shippedAnswers.ts');
  return readShipped(new Blob([await readFile('public/shipped/answers.bin')]));
}

/**
 * Asks the sample of the live model, in a profile that remembers nothing.
 * @param {string} folder
 * @param {string} out
 */
async function score(folder, out) {
  const args = [
    ...['--device', 'wasm', '--readout', 'text', '--questions', QUESTIONS.join(',')],
    ...PICTURES.flatMap((name) => ['--image', join('public', 'pictures', `${name}.png`)]),
    ...['--country', COUNTRIES.join(',')],
    ...['none', 'blank', 'frame'].flatMap((control) => ['--control', control]),
    ...['--profile', join(folder, 'profile'), '--port', '5250', '--out', out]
  ];
  const child = spawn(process.execPath, ['scripts/score.mjs', ...args]);
  let text = '';
  child.stderr.on('data', (data) => (text += data));
  const code = await new Promise((done) => child.once('close', done));
  assert.equal(code, 0, text);
}
