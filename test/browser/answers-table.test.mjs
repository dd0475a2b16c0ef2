/** Answers made elsewhere: a table comes into a study on the page, as a model of its own, or is refused by its line. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

const HEAD = 'cue,question,order,option,logprob';
/** @param {string} cue */
const answer = (cue) =>
  [0, 1].flatMap((order) =>
    [...'ABCD'].map((letter, k) => `${cue},Q1,${order},${letter},-1.${k + 4}`)
  );
const ROWS = ['none', 'country:BRA', 'country:KOR'].flatMap(answer);

test(
  'a table is refused by its line, then taken in, and the study shows its model',
  { context: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } },
  async (tools) => {
    const page = await tools.openApp('#/study');
    await page.getByText('Make or bring the study first').waitFor();
    await page.getByRole('button', { name: 'Start from this' }).first().click();
    await page.getByLabel('Ask about').waitFor();
    await page.goto(`${tools.url}#/study`);
    const choose = page.getByLabel('Choose a table');
    /** @param {readonly string[]} rows */
    const table = (rows) => ({
      name: 'answers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([HEAD, ...rows].join('\n'))
    });
    await page.getByRole('button', { name: 'Choose a table' }).waitFor();
    await choose.setInputFiles(table([...ROWS, 'country:XXX,Q1,0,A,-2']));
    await page.getByLabel('Model', { exact: true }).fill('lab/seven-b');
    await assertNoViolations(page);
    await assertNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Take the answers in' }).click();
    await page.getByText('Line 26: the study has no cue “country:XXX”.').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();

    await choose.setInputFiles(table([...ROWS, ...answer('frame').slice(1)]));
    await page.getByLabel('Model', { exact: true }).fill('lab/seven-b');
    await page.getByRole('button', { name: 'Take the answers in' }).press('Enter');
    const notice = page.getByRole('status').filter({ hasText: 'answers were taken' });
    await notice.waitFor();
    const said = await notice.innerText();
    assert.match(said, /^3 of [\d,]+ answers were taken/);
    assert.match(said, /1 answer lacks an order/);
    assert.match(said, /1 prompt lacks options, that of line 28 \(frame, Q1: A\)/);
    assert.match(said, /reads words only/);
    await assertNoViolations(page);
    await assertNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'Open the study' }).click();
    await page
      .getByText(/seven-b/)
      .first()
      .waitFor();
  }
);
