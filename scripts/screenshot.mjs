/** `npm run screenshot`: runs the Lab on a bundled flag and takes the README's picture of it. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuild } from './lib/build.mjs';
import { chromiumFlags, requireChromium } from './lib/chromium.mjs';
import { inProjectRoot } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';
import { serveFolder } from './lib/serve.mjs';

const MODEL_TIME = 600_000;

await runCommand(async () => {
  inProjectRoot();
  const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const words = JSON.parse(await readFile('src/ui/messages/en/lab.json', 'utf8'));
  const server = await serveFolder({ root });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: chromiumFlags('none')
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1200, height: 1900 },
      deviceScaleFactor: 1,
      colorScheme: 'light'
    });
    await page.goto(`${server.url}#/lab`);
    await page.setInputFiles('input[type=file]', join('public', 'pictures', 'flag-kor.png'));
    await page.getByRole('button', { name: words.run.start }).click({ timeout: 60_000 });
    await page
      .getByText(/All \d+ answers are in/)
      .first()
      .waitFor({ timeout: MODEL_TIME });
    // The gallery would push the answers out of the picture.
    await page.evaluate(() => {
      for (const open of document.querySelectorAll('details[open]')) open.removeAttribute('open');
      scrollTo(0, 0);
    });
    await mkdir('docs', { recursive: true });
    await page.screenshot({ path: join('docs', 'screenshot.png') });
    console.log('Wrote docs/screenshot.png');
  } finally {
    await browser.close();
    await server.close();
  }
});
