/**
 * `npm run screenshot`: pictures of the Lab for the README and docs/lab.md, and of the Lab and a lesson
 * in each language for docs/translating.md, with shipped answers.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuild } from './lib/build.mjs';
import { chromiumFlags, requireChromium } from './lib/chromium.mjs';
import { inProjectRoot } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';
import { serveFolder } from './lib/serve.mjs';

const OUT = join('docs', 'lab');
const OUT_LANGUAGES = join('docs', 'languages');
const MESSAGES = join('src', 'ui', 'messages');
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const FLAG = '#/lab?picture=flag-kor';
const LESSON = '#/lessons/answers';
const SEVERAL = '#/lab?picture=flag-kor,flag-jpn,sushi';

await runCommand(async () => {
  inProjectRoot();
  const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const { show } = JSON.parse(await readFile('src/ui/messages/en/landing.json', 'utf8')).flag;
  const server = await serveFolder({ root });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...chromiumFlags('none'), '--hide-scrollbars']
  });

  /**
   * A first visit's page of its own, closed again after `work`.
   * @param {import('playwright-core').BrowserContextOptions} context
   * @param {string} hash
   * @param {(page: import('playwright-core').Page) => Promise<void>} work
   */
  async function visit(context, hash, work) {
    const page = await browser.newPage(context);
    await page.goto(`${server.url}${hash}`);
    await work(page);
    await page.close();
  }
  /** @param {import('playwright-core').Page} page @param {string} path */
  async function take(page, path, fullPage = false) {
    // Rows move into their places once, at the end.
    await page.waitForTimeout(800);
    const smaller = path.endsWith('.jpg') ? { quality: 70 } : {};
    await page.screenshot({ path, fullPage, ...smaller });
    console.log(`Wrote ${path}`);
  }
  /** @param {import('playwright-core').Page} page */
  const doors = (page) => page.getByRole('button', { name: show }).waitFor();
  /** @param {import('playwright-core').Page} page */
  const result = (page) => page.locator('main summary').nth(3).waitFor();

  try {
    await mkdir(OUT, { recursive: true });
    await visit({ viewport: DESK }, '', async (page) => {
      await doors(page);
      await take(page, join(OUT, 'landing.png'));
    });
    await visit({ viewport: { width: 1280, height: 960 } }, FLAG, async (page) => {
      await result(page);
      await take(page, join('docs', 'screenshot.png'));
      await take(page, join(OUT, 'result.png'), true);
      await page.locator('main summary', { hasText: '?' }).first().click();
      await take(page, join(OUT, 'row.png'), true);
    });
    await visit({ viewport: DESK }, SEVERAL, async (page) => {
      await result(page);
      await take(page, join(OUT, 'several.png'), true);
    });
    await visit({ viewport: DESK, colorScheme: 'dark' }, FLAG, async (page) => {
      await result(page);
      await take(page, join(OUT, 'dark.png'));
    });
    await visit({ viewport: PHONE }, '', async (page) => {
      await doors(page);
      await take(page, join(OUT, 'phone-landing.png'), true);
    });
    await visit({ viewport: PHONE }, FLAG, async (page) => {
      await result(page);
      await take(page, join(OUT, 'phone-result.png'), true);
    });
    await visit({ viewport: DESK }, FLAG, async (page) => {
      await result(page);
      await page.waitForTimeout(800);
      await takePaper(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
    });
    await mkdir(OUT_LANGUAGES, { recursive: true });
    for (const { name: code } of await languages()) {
      await visit({ viewport: DESK }, `?lang=${code}${FLAG}`, async (page) => {
        await result(page);
        await take(page, join(OUT_LANGUAGES, `lab-${code}.jpg`));
      });
      await visit({ viewport: DESK }, `?lang=${code}${LESSON}`, async (page) => {
        await page.locator('#tasks').waitFor();
        await take(page, join(OUT_LANGUAGES, `lesson-${code}.jpg`));
      });
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

/** The folders of sentences, English apart. */
async function languages() {
  const found = await readdir(MESSAGES, { withFileTypes: true });
  return found.filter((each) => each.isDirectory() && each.name !== 'en');
}

/**
 * The pages of a PDF as pictures, by poppler's pdftoppm: no browser draws a PDF's pages into a file.
 * @param {Buffer} pdf
 */
async function takePaper(pdf) {
  const file = join(OUT, 'print.pdf');
  await writeFile(file, pdf);
  const made = spawnSync('pdftoppm', ['-png', '-r', '80', file, join(OUT, 'print')]);
  await rm(file);
  console.log(
    made.status === 0
      ? `Wrote ${join(OUT, 'print-*.png')}`
      : 'No pictures of the printed pages: pdftoppm (poppler-utils) is not installed.'
  );
}
