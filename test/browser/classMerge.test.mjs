import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import encodeQR from 'qr';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * A hand-in as docs/class-format.md has it, written here once more.
 * @param {object} share
 */
function written(share) {
  const body = JSON.stringify(share);
  const bytes = Buffer.byteLength(body);
  const sum = crc32(body).toString(16).padStart(8, '0');
  return `{"format":"valueshift-class","version":1,"bytes":${bytes},"crc32":"${sum}"}\n${body}\n`;
}

/** Opens what the Lab shows of a picture, for the class. @param {Page} page */
async function openForClass(page) {
  await page.getByRole('heading', { level: 1, name: /of 12 answers moved/ }).waitFor();
  const taking = page.getByRole('list', { name: 'Taking it away' });
  await taking.getByRole('button', { name: 'Save data' }).click();
  await taking.getByRole('button', { name: 'For the class' }).click();
  const dialog = page.getByRole('dialog', { name: 'For the class' });
  await dialog.getByText(/It holds: \d+ answers/).waitFor();
  return dialog;
}

/** The codes that a device shows, each as a picture of the screen. @param {Page} page */
async function codesShown(page) {
  const dialog = await openForClass(page);
  await dialog.getByRole('button', { name: 'Show codes' }).click();
  await dialog.getByRole('button', { name: 'Pause' }).click();
  const place = dialog.getByText(/^Code \d+ of \d+$/);
  const [, first, of] = (await place.innerText()).split(/\D+/).map(Number);
  assert.ok(first && of);
  /** @type {Buffer[]} */
  const codes = [];
  // A slow machine pauses the row at any of its codes.
  for (let k = 0; k < of; k++) {
    const number = ((first + k - 1) % of) + 1;
    await dialog.getByText(`Code ${number} of ${of}`, { exact: true }).waitFor();
    codes[number - 1] = await dialog.getByRole('img', { name: /^QR code/ }).screenshot();
    await dialog.getByRole('button', { name: 'Next code' }).click();
  }
  await page.keyboard.press('Escape');
  return codes;
}

/** Goes to the class page, or waits until it has read and kept what it was given. @param {Page} page */
async function classPage(page) {
  if (!page.url().endsWith('#/class')) await page.goto(page.url().replace(/#.*/, '#/class'));
  await page.getByRole('heading', { level: 1, name: 'Class' }).waitFor();
  await page.getByText('Drop class files here').waitFor();
}

/** Drops files on the page, all at once. @param {Page} page @param {{ name: string, text: string }[]} files */
async function drop(page, files) {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, text } of all) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.locator('.area').dispatchEvent('drop', { dataTransfer: data });
}

test('a class: thirty files at once, damaged ones, codes as pictures, kept over a reload', async ({
  openApp
}) => {
  const page = await openApp('#/lab?picture=flag-jpn&next=JPN');
  // A busy machine takes its time over thirty files and five codes.
  page.setDefaultTimeout(120_000);
  const dialog = await openForClass(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save a file' }).click()
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  const share = JSON.parse(/** @type {string} */ (text.split('\n')[1]));
  assert.equal(text, written(share));
  assert.match(download.suggestedFilename(), /^valueshift-class-[0-9a-f]{6}\.vsclass$/);
  await page.keyboard.press('Escape');

  const files = Array.from({ length: 30 }, (_, k) => {
    const answers = structuredClone(share.answers);
    // Device 7 has other answers to the first question without a cue.
    if (k === 6) answers[0][0].reverse();
    const guesses = [{ question: 0, cue: 2, player: 1, model: 300 * k, people: 5000 }];
    const id = k === 0 ? share.id : String(k).padStart(16, '0');
    return { name: `device-${k + 1}.vsclass`, text: written({ ...share, id, answers, guesses }) };
  });
  const [first] = files;
  assert.ok(first);
  await classPage(page);
  await drop(page, [
    { name: 'cut.vsclass', text: first.text.slice(0, -100) },
    ...files,
    { name: 'copy.vsclass', text: first.text },
    { name: 'list.csv', text: 'a,b' }
  ]);
  await page.getByText('30 devices were added.').waitFor();
  const said = page.getByRole('status', { name: 'What was read' }).getByRole('listitem');
  const sentences = await said.allInnerTexts();
  assert.equal(sentences.length, 3);
  assert.match(sentences[0] ?? '', /^cut\.vsclass: It is cut off: \d+ of \d+ bytes/);
  assert.match(sentences[1] ?? '', /^copy\.vsclass: this is device 1 again/);
  assert.match(sentences[2] ?? '', /^list\.csv: This is no class file/);
  await page.getByText('30 devices are complete.').waitFor();
  await page.getByRole('button', { name: /Flag of Japan.*30 devices, 30 guesses/s }).waitFor();
  const row = page.getByRole('row', { name: /No picture, no country/ });
  assert.match(await row.innerText(), /1 of 12 questions differ.*devices 1 and 7.*1–6, 8–30 \/ 7/s);
  await page.getByRole('button', { name: /^Show as table: Guesses and answers/ }).click();
  await page.getByRole('columnheader', { name: 'median, model' }).waitFor();
  await assertNoViolations(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  await classPage(page);
  // Anew, so that nothing of the first picture is shown any more.
  await page.goto('about:blank');
  await openApp('#/lab?picture=flag-kor&next=KOR');
  const codes = await codesShown(page);
  assert.ok(codes.length > 1);
  await classPage(page);
  await page.getByText('30 devices are complete.').waitFor();
  const pictures = codes.map((buffer, k) => ({
    name: `${k + 1}.png`,
    mimeType: 'image/png',
    buffer
  }));
  const input = page.locator('input[type=file]');
  await input.setInputFiles(pictures.slice(1));
  await page.getByText(/^A row of codes is not complete:.*Missing: 1\.$/).waitFor();
  // What was read is kept a moment after it is shown.
  await page.locator('section[aria-busy=false]').waitFor();
  await page.reload();
  await page.getByText(/Missing: 1\.$/).waitFor();
  await input.setInputFiles(pictures.slice(0, 1));
  await page.getByText('31 devices are complete.').waitFor();

  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('No device yet.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('31 devices are complete.').waitFor();
});

/** What a camera sees, for Chromium: the codes one after the other as grey frames (YUV4MPEG2). */
function film(/** @type {readonly string[]} */ texts) {
  const [width, height] = [640, 480];
  const frames = texts.flatMap((text) => {
    const modules = encodeQR(text, 'raw', { border: 4 });
    const scale = Math.floor((height - 10) / modules.length);
    const grey = Buffer.alloc((width * height * 3) / 2, 128).fill(200, 0, width * height);
    for (let y = 0; y < modules.length * scale; y++) {
      for (let x = 0; x < modules.length * scale; x++) {
        const dark = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)];
        grey[(y + 5) * width + x + 60] = dark ? 30 : 220;
      }
    }
    return [Buffer.from('FRAME\n'), grey];
  });
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F2:1 Ip A1:1\n`), ...frames]);
}

const folder = mkdtempSync(join(tmpdir(), 'valueshift-film-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'codes.y4m'), film(['VSC9:ABC', 'HELLO']));

test(
  'the camera is asked for by its button alone, and reads off the page’s thread',
  {
    flags: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${join(folder, 'codes.y4m')}`
    ]
  },
  async ({ openApp, requests }) => {
    const page = await openApp('#/class');
    await page.getByText('No device yet.').waitFor();
    assert.equal(requests.filter((url) => url.includes('code.worker')).length, 0);
    await page.getByRole('button', { name: 'Read codes with the camera' }).click();
    const dialog = page.getByRole('dialog', { name: 'Read codes' });
    await dialog.getByText(/newer version of the app \(format 9\)/).waitFor();
    await dialog.getByText(/This code is not from a class/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(requests.some((url) => url.includes('code.worker')));
  }
);
