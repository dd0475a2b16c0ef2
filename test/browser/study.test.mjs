import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** A study from the recommended preset, on its set-up page. @param {Page} page */
async function newStudy(page) {
  await page.getByRole('button', { name: 'Start from this' }).click();
  await page.getByRole('heading', { name: 'How it asks' }).waitFor();
}

/** @param {string} table text of `pictures.csv` @param {readonly string[]} pictures */
async function folder(table, pictures) {
  const path = join(await mkdtemp(join(tmpdir(), 'valueshift-study-')), 'My class');
  await mkdir(path);
  await writeFile(join(path, 'pictures.csv'), table);
  for (const name of pictures) {
    await writeFile(join(path, name), await readFile(join('public', 'pictures', name)));
  }
  return path;
}

test('a study is made, renamed, copied, deleted and brought back', async ({ openApp }) => {
  const page = await openApp('#/study');
  await page.getByText('None yet.').waitFor();
  await newStudy(page);
  await page.getByRole('heading', { level: 1, name: 'Study 1' }).waitFor();
  await page.getByText('10 countries', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All studies' }).click();

  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Flags');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Flags' }).waitFor();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await page.getByRole('heading', { name: 'Flags (copy)' }).waitFor();

  await page.getByRole('button', { name: 'Delete' }).first().click();
  await page.getByText('was deleted.').waitFor();
  assert.equal(await page.getByRole('heading', { name: /^Flags/ }).count(), 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Flags (copy)' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Flags (copy)' }).waitFor();
});

test('set-up: choices are kept, the cost follows, a preset takes them back', async ({
  openApp
}) => {
  const page = await openApp('#/study');
  await newStudy(page);
  const answers = page.getByText('Answers in all').locator('xpath=following-sibling::dd');
  const before = await answers.innerText();
  await page.getByLabel('Ask about').selectOption('quick');
  await page.waitForFunction(
    ([text]) => ![...document.querySelectorAll('dd')].some((dd) => dd.textContent === text),
    [before]
  );
  await page.getByRole('checkbox', { name: 'No cue' }).uncheck();
  await page.getByText('Changed by hand').waitFor();
  await page.getByRole('button', { name: 'Remove Brazil' }).click();
  await page.getByText('9 countries', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Add \d+ pictures that come/ }).click();
  const rows = page.getByRole('region', { name: 'All pictures' }).getByRole('row');
  await rows.nth(3).waitFor();
  const count = await rows.count();
  await page
    .getByRole('button', { name: /^Remove Flag/ })
    .first()
    .click();
  await page.getByText('was taken out of the study').waitFor();
  assert.equal(await rows.count(), count - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await rows.count(), count);

  // Leaving stores what is still waiting.
  await page.getByRole('link', { name: 'All studies' }).click();
  await page.getByRole('link', { name: 'Set up' }).click();
  await page.getByText('9 countries', { exact: true }).waitFor();
  assert.equal(await page.getByRole('checkbox', { name: 'No cue' }).isChecked(), false);
  await page.getByRole('button', { name: 'Recommended' }).click();
  assert.equal(await page.getByRole('checkbox', { name: 'No cue' }).isChecked(), true);
});

test('a folder becomes a study; a broken one is refused whole, line by line', async ({
  openApp
}) => {
  const page = await openApp('#/study');
  const broken = await folder(
    'file,country,category,income\nflag-bra.png,Atlantis,food,\nflag-fra.png,France,people,much\n',
    ['flag-bra.png', 'flag-fra.png']
  );
  const input = page.locator('input[webkitdirectory]');
  await input.setInputFiles(broken);
  await page.getByText('Nothing was taken: 2 things are wrong').waitFor();
  await page.getByText('Line 2:').waitFor();
  await page.getByText('Line 3:').waitFor();

  const good = await folder(
    'file,country,category,income,licence\nflag-bra.png,Brazil,tradition,,MIT\nflag-ind.png,India,people,"1,200",MIT\n',
    ['flag-bra.png', 'flag-ind.png']
  );
  await input.setInputFiles(good);
  await page.getByRole('heading', { level: 1, name: 'My class' }).waitFor();
  await page.getByText('2 countries', { exact: true }).waitFor();
  const row = page.getByRole('row', { name: /flag-ind/ });
  assert.match(await row.innerText(), /India[\s\S]*People[\s\S]*1,200[\s\S]*MIT/);
});

/** The tiny model in the pocket model's place: real runs in seconds. */
const TINY = { mounts: { '/models/pocket-llava/': 'test/tiny-model/tiny-llava' } };
const PARTS = ['Similarity', 'Topics', 'Incomes', 'Cultures', 'Checks', 'Pictures'];

/** A small study of a folder, asked in full; ends on its set-up page. @param {Page} page */
async function answeredStudy(page) {
  const pictures = ['flag-bra.png', 'flag-ind.png', 'flag-fra.png', 'sari.png'];
  const path = await folder(
    [
      'file,country,category,income',
      'flag-bra.png,Brazil,tradition,',
      'flag-ind.png,India,people,120',
      'flag-fra.png,France,people,2400',
      'sari.png,India,dress,'
    ].join('\n'),
    pictures
  );
  await page.locator('input[webkitdirectory]').setInputFiles(path);
  await page.getByText('3 countries', { exact: true }).waitFor();
  await page.getByLabel('Ask about').selectOption('quick');
  await page.getByRole('checkbox', { name: /^Only pictures that the model recognises/ }).uncheck();
  await page.getByText('Both', { exact: true }).click();
  await page.getByText(/answers are still to be asked/).waitFor();
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText('Every answer is in.').first().waitFor({ timeout: 240_000 });
}

/** @param {Page} page @param {string} part */
async function openPart(page, part) {
  await page.getByRole('link', { name: part, exact: true }).first().click();
  await page.getByRole('link', { name: part, exact: true, disabled: false }).first().waitFor();
  await page.locator('article.card').first().waitFor();
}

test(
  'a study is asked and shown: every part, a switch, a table, a CSV',
  TINY,
  async ({ openApp }) => {
    const page = await openApp('#/study');
    await answeredStudy(page);
    await openPart(page, 'Similarity');
    await page.getByText('Do these numbers mean anything?').first().waitFor();
    const similarity = page.getByRole('article', { name: 'Mean similarity with the people' });
    await similarity.getByRole('button', { name: /^Show as table/ }).click();
    const row = similarity.getByRole('row', { name: /Brazil/ }).first();
    await row.waitFor();
    const before = await row.innerText();
    await page.getByLabel('Similarity', { exact: true }).selectOption('wasserstein');
    await page.waitForFunction(
      (text) => ![...document.querySelectorAll('tr')].some((tr) => tr.innerText === text),
      before
    );
    await page.getByRole('checkbox', { name: 'Lay the paper’s values beside' }).check();
    await page.getByRole('complementary', { name: 'The paper’s own values' }).waitFor();

    await openPart(page, 'Topics');
    const heat = page.getByRole('article', { name: 'Change by topic and country' });
    assert.match(
      (await heat.getByRole('img').first().getAttribute('aria-label')) ?? '',
      /of \d+ cells are beyond chance/
    );
    await heat.getByText('Save …').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      heat.getByRole('button', { name: 'Table (CSV)' }).click()
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    assert.match(lines[0] ?? '', /^\uFEFFModel,Prompt,Read,Topic,Country,Change,/);

    await openPart(page, 'Incomes');
    await page.getByRole('img', { name: /^Histogram of monthly incomes/ }).waitFor();
    await openPart(page, 'Checks');
    await page.getByRole('region', { name: 'Can the letters be trusted?' }).waitFor();
    await page.getByRole('region', { name: 'Do other ways of asking say the same?' }).waitFor();
    await openPart(page, 'Pictures');
    await page.getByText(/^From the first picture to the second/).waitFor();
    await openPart(page, 'Report');
    await page.getByText(/answers are in, 0 are still missing/).waitFor();

    await openPart(page, 'Pictures');
    const [zip] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the study (zip)' }).click()
    ]);
    assert.match(zip.suggestedFilename(), /\.zip$/);
    await page.getByRole('link', { name: 'All studies' }).click();
    await page.locator('input[accept^=".zip"]').setInputFiles(await zip.path());
    await page
      .getByText('brought from a zip')
      .or(page.getByText(/answers to 12 questions/))
      .first()
      .waitFor();
  }
);

test('free answers to the gate are shown word for word', TINY, async ({ openApp }) => {
  const page = await openApp('#/study');
  const path = await folder('file,country\nflag-bra.png,Brazil\nflag-ind.png,India\n', [
    'flag-bra.png',
    'flag-ind.png'
  ]);
  await page.locator('input[webkitdirectory]').setInputFiles(path);
  await page.getByText('2 countries', { exact: true }).waitFor();
  await page.getByLabel('Ask about').selectOption('quick');
  await page.getByText('In words', { exact: true }).click();
  await page.getByText('Tokens to write, at most').waitFor({ state: 'detached' });
  const method = page.getByRole('group', { name: 'How the model is asked for the country' });
  assert.ok(await method.getByRole('radio', { name: 'Exact' }).isChecked());
  await method.getByText('Free answer').click();
  await page.getByText('what passes its gate would say nothing').waitFor();
  await page.getByText('Tokens to write, at most').waitFor();
  // A hand goes before the gate.
  await page
    .getByRole('row', { name: /flag-ind/ })
    .getByRole('combobox')
    .selectOption('yes');
  await assertNoViolations(page);
  await page.getByText(/answers are still to be asked/).waitFor();
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText('Every answer is in.').first().waitFor({ timeout: 240_000 });

  // A model of random weights writes nonsense: nothing passes, and it is there to be read.
  await openPart(page, 'Pictures');
  const row = page.getByRole('row', { name: /flag-bra/ });
  await row.getByText('not recognised (answer unreadable)').click();
  await row.getByText('No country could be read from the answer:').waitFor();
  assert.ok((await row.locator('blockquote').innerText()).trim().length > 0);
  await assertNoViolations(page);
  await openPart(page, 'Similarity');
  await page
    .getByText(/reading the models’ own answers/)
    .first()
    .waitFor();
  await openPart(page, 'Report');
  await page.getByText(/read from the answer in JSON that the model wrote/).waitFor();
  await page.getByText('1 of 2 pictures take part.').waitFor();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(
    `axe finds nothing in the results, ${colorScheme}`,
    { ...TINY, context: { colorScheme, viewport: { width: 360, height: 740 } } },
    async ({ openApp }) => {
      const page = await openApp('#/study');
      await answeredStudy(page);
      for (const part of PARTS) {
        await openPart(page, part);
        await page.getByText('Working out the tables').waitFor({ state: 'detached' });
        await assertNoViolations(page);
        await assertNoSidewaysScroll(page);
      }
      await openPart(page, 'Topics');
      await page
        .getByRole('button', { name: /^Show as table/ })
        .first()
        .click();
      await assertNoViolations(page);
      await openPart(page, 'Report');
      await page.getByRole('heading', { name: 'Limits' }).waitFor();
      await assertNoSidewaysScroll(page);
    }
  );
}

test('the example shows its tables, heatmap and maps without any model', async ({
  openApp,
  requests
}) => {
  const page = await openApp('#/study');
  await page.getByRole('link', { name: 'Open the example' }).click();
  await page.getByText('Computed beforehand').waitFor();
  // The pocket model knows nothing of countries, and the page says no more than that.
  await page.getByRole('heading', { name: /^The pictures are not shown to point/ }).waitFor();
  await page.getByRole('img', { name: /^Mean place of the own country/ }).waitFor();
  await assertNoViolations(page);
  const cell = page.getByRole('gridcell', { name: /^Pakistan, pointing to Pakistan: / });
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.match(String(focused), /^Pakistan, pointing to (?!Pakistan)/);
  await openPart(page, 'Similarity');
  await page.getByRole('img', { name: /^Mean similarity by cue/ }).waitFor();
  await page.getByRole('img', { name: /^World map/ }).waitFor();
  await openPart(page, 'Topics');
  await page.getByRole('img', { name: /^Heatmap/ }).waitFor();
  await openPart(page, 'Cultures');
  await page.getByRole('img', { name: /^Map of countries/ }).waitFor();
  assert.deepEqual(
    requests.filter((url) => url.includes('/models/')),
    []
  );
});

test('every question of the example is a row that opens to its shares', async ({ openApp }) => {
  const page = await openApp('#/study/example/questions');
  await page.getByText(/^\d+ of \d+ answers moved more than a blank picture moves them/).waitFor();
  const rows = page.locator('details.row');
  assert.equal(await rows.count(), 20);
  await page.getByRole('button', { name: 'Show 20 more' }).click();
  assert.equal(await rows.count(), 40);
  await page.getByRole('searchbox', { name: 'Search questions' }).fill('important religion');
  await page.getByText('1 of them match').waitFor();
  await rows.locator('summary').focus();
  await page.keyboard.press('Enter');
  const shares = page.getByRole('table', {
    name: 'Answers to: How important is religion in your life?'
  });
  await shares.getByRole('row', { name: /^Mean place on the scale/ }).waitFor();
  await assertNoViolations(page);
  await page.getByLabel('What was shown or named').selectOption({ label: 'Brazil: its name' });
  await page.getByText(/less the same sentence with “a country” in its place/).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await rows.locator('summary').click();
  await assertNoSidewaysScroll(page);
  await assertNoViolations(page);
});

test('a study without answers says so, and why a link leads nowhere', async ({ openApp }) => {
  const page = await openApp('#/study');
  await newStudy(page);
  await page.getByRole('link', { name: 'Topics' }).click();
  await page.getByText('No question is answered yet.').waitFor();
  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByRole('heading', { name: 'Method' }).waitFor();
  await page.getByRole('heading', { name: 'Limits' }).waitFor();
  await page.evaluate(() => (location.hash = '#/study/nothing'));
  await page.getByRole('alert').waitFor();
  await page.getByRole('link', { name: 'All studies' }).click();
  await page.getByRole('heading', { level: 1, name: 'Studies' }).waitFor();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing, ${colorScheme}`, { context: { colorScheme } }, async ({ openApp }) => {
    const page = await openApp('#/study');
    await page.getByText('None yet.').waitFor();
    await assertNoViolations(page);
    await newStudy(page);
    await page.getByRole('button', { name: /^Add \d+ pictures that come/ }).click();
    await page.getByRole('region', { name: 'All pictures' }).waitFor();
    await assertNoViolations(page);
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('heading', { name: 'Limits' }).waitFor();
    await assertNoViolations(page);
  });
}

test(
  'nothing is wider than a phone',
  { context: { viewport: { width: 360, height: 740 } } },
  async ({ openApp }) => {
    const page = await openApp('#/study');
    await page.getByText('None yet.').waitFor();
    await assertNoSidewaysScroll(page);
    await newStudy(page);
    await page.getByRole('button', { name: /^Add \d+ pictures that come/ }).click();
    await page.getByRole('region', { name: 'All pictures' }).waitFor();
    await assertNoSidewaysScroll(page);
  }
);
