/**
 * `npm run answers:ship`: asks what is missing of the answers that come with the app (bundled pictures,
 * their controls, the countries' names), with the app's own engine, and writes all that are known by
 * then to public/shipped/answers.bin. Answers are remembered: a run that was ended goes on where it was.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gpuFor } from '../lib/chromium.mjs';
import { choice, inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';

const USAGE =
  'Usage: npm run answers:ship -- [--minutes N (0: only pack what is known)] [--sets quick,standard,topics,names] [--port N] [--profile FOLDER] [--out FILE]';
/** @type {readonly import('../../src/automation/automationApi.ts').ShippedPart[]} */
const PARTS = ['quick', 'standard', 'topics', 'names'];
const MOST_BYTES = 1.5e6;

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        minutes: { type: 'string' },
        sets: { type: 'string', default: PARTS.join(',') },
        port: { type: 'string', default: '4332' },
        profile: { type: 'string', default: join('.cache', 'shipped-answers') },
        out: { type: 'string', default: join('public', 'shipped', 'answers.bin') },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const minutes = values.minutes ? integer('--minutes', values.minutes, 0, 10_000) : null;
  const parts = values.sets.split(',').map((part) => choice('--sets', part, PARTS));
  const port = integer('--port', values.port, 1, 65535);

  inProjectRoot();
  const { ensureDependencies } = await import('../lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('../lib/appPage.mjs');
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const open = { port, profile: resolve(values.profile), gpu: gpuFor('wasm'), pictures: [] };
  const shipped = await withAppPage(open, async (page) => {
    // Every device can have these: they are those of the processor.
    await page.call('load', { model: 'pocket-llava', device: 'wasm' });
    return page.call('shipAnswers', { parts, minutes, app: version });
  });
  const file = Buffer.from(shipped.base64, 'base64');
  if (file.length > MOST_BYTES) {
    throw new Failure(
      `${(file.length / 1e6).toFixed(2)} MB are more than ${MOST_BYTES / 1e6} MB: nothing was written. Name fewer --sets.`
    );
  }
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, file);
  for (const { part, known, of } of shipped.coverage) console.error(`${part}: ${known} of ${of}`);
  console.error(
    `${values.out}: ${(file.length / 1e6).toFixed(2)} MB, ${shipped.entries} scores, the example's among them`
  );
});
