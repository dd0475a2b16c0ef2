import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { askButton, openOptions } from './labForm.mjs';

// A model whose chat template makes up a system turn where none is given, as Qwen's do: what opens
// its prompts is chosen in the Lab and in a study, and said with the numbers.

const FOLDER = 'test/output/tiny-polite';
const MADE_UP =
  "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nBe polite.<|im_end|>\n{% endif %}";

await rm(FOLDER, { recursive: true, force: true });
await cp('test/tiny-model/tiny-llava', FOLDER, { recursive: true });
const settings = JSON.parse(await readFile(`${FOLDER}/tokenizer_config.json`, 'utf8'));
settings.chat_template = MADE_UP + settings.chat_template;
const body = Buffer.from(JSON.stringify(settings));
const manifest = JSON.parse(await readFile(`${FOLDER}/manifest.json`, 'utf8'));
const sha256 = createHash('sha256').update(body).digest('hex');
manifest.files['tokenizer_config.json'] = { bytes: body.length, sha256 };
await writeFile(`${FOLDER}/tokenizer_config.json`, body);
await writeFile(`${FOLDER}/manifest.json`, JSON.stringify(manifest));

/** In the bundled model's place, which is asked without a system turn as usual. */
const polite = { mounts: { '/models/pocket-llava/': FOLDER } };

test(
  'the Lab asks without a system turn, and behind the model’s own on request',
  polite,
  async (t) => {
    const page = await t.openApp('#/lab?picture=flag-kor');
    // Answers that came with the app, of the model that really has this place.
    await page.getByText('without a system turn').waitFor({ timeout: 60_000 });
    assert.match(await promptShown(page), /^\[picture\]/);

    await openOptions(page);
    const turn = page.getByLabel('System turn');
    assert.equal(await turn.inputValue(), 'usual');
    await turn.selectOption('own');
    await page.getByText('Changed: system turn: The model’s own.').waitFor();
    await askButton(page).click();
    await page.getByText('behind the model’s own system turn').waitFor({ timeout: 120_000 });
    assert.match(await promptShown(page), /^Be polite\.\n\[picture\]/);
    assert.match(page.url(), /system=own/);
  }
);

test('a study chooses what opens its prompts', async ({ openApp }) => {
  const page = await openApp('#/study');
  await page.getByRole('button', { name: 'Start from this' }).click();
  const turn = page.getByLabel('System turn');
  await turn.waitFor();
  assert.equal(await turn.inputValue(), 'usual');
  await turn.selectOption('none');
  // Leaving stores what is still waiting.
  await page.getByRole('link', { name: 'All studies' }).click();
  await page.getByRole('link', { name: 'Set up' }).click();
  await turn.waitFor();
  assert.equal(await turn.inputValue(), 'none');
});

/** @param {import('playwright-core').Page} page */
async function promptShown(page) {
  const row = page.locator('.results details.row').first();
  if (!(await row.evaluate((details) => details.hasAttribute('open')))) {
    await row.locator('summary').click();
  }
  return row.locator('pre').innerText();
}
