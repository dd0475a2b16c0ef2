import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {readonly string[]} requests */
function assertNoModel(requests) {
  assert.deepEqual(
    requests.filter((url) => url.includes('/models/')),
    []
  );
}

test('the words example opens from the study page and says what its model knows', async ({
  openApp,
  requests
}) => {
  const page = await openApp('#/study');
  await page.getByRole('link', { name: 'Open the words example' }).click();
  await page
    .getByRole('heading', { level: 1, name: 'What a 1.5B language model knows about countries' })
    .waitFor();
  const note = page.getByRole('note').filter({ hasText: 'Computed beforehand' });
  await note.getByText(/^Words, no pictures: a language model was told/).waitFor();
  await note
    .getByText(/Qwen2\.5-Coder-1\.5B-Instruct, quantised to Q4_K.*, by llama\.cpp/)
    .waitFor();
  // Its numbers are worked out, not written down: whatever they are, each has its interval and n.
  await page.getByRole('img', { name: /names/ }).first().waitFor();
  const said = note.getByText(/mean correlation|too few for an interval/);
  await said.first().waitFor();
  const text = (await said.allInnerTexts()).join(' ');
  if (!text.includes('too few')) {
    const n = /\(95% interval \S+ to \S+ over \d+ questions; \d+/;
    assert.match(text, n);
    const past = await note.getByText(/of 100 other countries on average/).innerText();
    assert.match(past, n);
  }
  await assertNoViolations(page);
  await page.getByRole('link', { name: 'Checks' }).click();
  await page
    .getByRole('heading', { name: 'Does the model follow the survey across countries?' })
    .waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  assertNoModel(requests);

  // The link to the first example is what it was.
  await page.goto(`${page.url().split('#')[0]}#/study/example`);
  await page.getByRole('heading', { level: 1, name: /^Example: ten countries/ }).waitFor();
});

test('the Lab shows, on demand, what a larger model answers when told in words', async ({
  openApp,
  requests
}) => {
  const page = await openApp('#/lab?picture=flag-kor');
  const fetched = () => requests.filter((url) => url.includes('shipped/words.bin')).length;
  const box = page.getByRole('checkbox', { name: 'a larger model, told in words' });
  await box.waitFor();
  assert.equal(fetched(), 0);
  await box.check();
  const rows = page.locator('.told');
  await rows.first().waitFor();
  assert.equal(fetched(), 1);
  await rows.first().getByText('Told in words: Qwen2.5-Coder-1.5B-Instruct.').waitFor();
  await rows
    .first()
    .getByText(/no picture was shown/)
    .waitFor();
  await rows.first().getByText('“a country”', { exact: true }).first().waitFor();
  await page.getByText(/^Told in words, known for \d+ of 12 questions: another model/).waitFor();
  await assertNoViolations(page);

  await page.getByRole('button', { name: 'Save data' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Answers/ }).click()
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  assert.match(csv, /pocket-llava/);
  assert.match(csv, /served-llama\.cpp-Qwen2\.5-Coder-1\.5B-Instruct/);

  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  await box.uncheck();
  assert.equal(await rows.count(), 0);
  assertNoModel(requests);
});

test('several bundled pictures are told in words as well', async ({ openApp }) => {
  const page = await openApp('#/lab?picture=flag-kor,flag-bra');
  await page.getByRole('checkbox', { name: 'a larger model, told in words' }).check();
  await page.locator('.told').first().waitFor();
});
