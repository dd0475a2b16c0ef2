import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { importTs } from '../../scripts/importTs.mjs';
import { test } from './harness.mjs';
import { askButton, openOptions } from './labForm.mjs';

// A model that can look at a picture in one view or, closer, in all that its processor makes: which
// it is, is chosen in the Lab, and said with the numbers.

const FOLDER = 'test/output/tiny-looker';
const { buildKinds } = /** @type {typeof import('../tiny-model/kinds.ts')} */ (
  await importTs('test/tiny-model/kinds.ts')
);
const files = buildKinds().get('tiny-smolvlm') ?? new Map();
// In the bundled model's place it needs canaries of its own, be they none.
files.set(
  'canaries.json',
  new TextEncoder().encode('{"tolerance":{"webgpu":1,"wasm":1},"cases":[]}')
);
files.delete('manifest.json');
files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifestOf(files))));
await rm(FOLDER, { recursive: true, force: true });
for (const [path, bytes] of files) {
  await mkdir(dirname(`${FOLDER}/${path}`), { recursive: true });
  await writeFile(`${FOLDER}/${path}`, bytes);
}

const looker = { mounts: { '/models/pocket-llava/': FOLDER } };

test('the Lab shows pictures in one view, and in all of them on request', looker, async (t) => {
  const page = await t.openApp('#/lab?picture=flag-kor&template=paper');
  await openOptions(page);
  const view = page.getByLabel('How it looks at pictures');
  // Nobody knows before the model is there.
  assert.equal(await view.count(), 0);
  await askButton(page).click();
  await page.getByText('Pictures: whole, in one view.').waitFor({ timeout: 120_000 });
  assert.equal(await view.inputValue(), 'one');

  await view.selectOption('full');
  await page.getByText('Changed: prompt: As in the paper; pictures in all views.').waitFor();
  assert.match(page.url(), /view=full/);
  await askButton(page).click();
  await page
    .getByText('Pictures: in all views that the model’s processor makes.')
    .waitFor({ timeout: 120_000 });
  const all = await savedRun(page);
  assert.equal(all.model.view, 'full');
  assert.equal(all.saved.view, 'full');

  // The other view's answers are still there, and need no asking.
  await view.selectOption('one');
  await page.getByText('Pictures: whole, in one view.').waitFor();
  const one = await savedRun(page);
  assert.equal(one.model.view, 'one');
  const ofPicture = (/** @type {typeof one} */ { answers }) =>
    JSON.stringify(answers.filter(({ cue }) => one.cues[cue]?.kind === 'picture'));
  const without = (/** @type {typeof one} */ { answers }) =>
    JSON.stringify(answers.filter(({ cue }) => one.cues[cue]?.kind === 'neutral'));
  assert.notEqual(ofPicture(one), ofPicture(all));
  assert.equal(without(one), without(all));
});

/** @param {Map<string, Uint8Array>} all */
function manifestOf(all) {
  const records = [...all].map(([path, bytes]) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return [path, { bytes: bytes.length, sha256 }];
  });
  return { files: Object.fromEntries(records) };
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('../../src/formats/runExport.ts').RunExport & { saved: { view?: string } }>}
 */
async function savedRun(page) {
  await page.getByRole('button', { name: 'Save data' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Everything/ }).click()
  ]);
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}
