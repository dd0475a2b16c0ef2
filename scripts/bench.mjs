/**
 * `npm run bench`: the same questions about one picture without and with prefix reuse, through the
 * app's own engine. One JSON line a mode, then one with the ratios to the naive run, and one that
 * holds the time left, as told after 10 questions, against what came.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { gpuFor } from './lib/chromium.mjs';
import { runCommand } from './lib/failure.mjs';

/** @typedef {import('../src/run/bench/bench.ts').BenchResult} BenchResult */

const USAGE =
  'Usage: npm run bench -- [--questions N] [--runs N] [--device wasm|webgpu|auto] [--threads N] [--modes naive,sequential,reuse] [--pack TOKENS,…] [--image FILE|none] [--template paper|brief] [--orders single|forward+reverse|cyclic] [--model NAME]';
/** `reuse` is the app's own way: by the runner that proved exact for the model. */
const MODES = /** @type {const} */ (['naive', 'sequential', 'reuse']);

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        questions: { type: 'string', default: '20' },
        runs: { type: 'string', default: '1' },
        device: { type: 'string', default: 'auto' },
        threads: { type: 'string' },
        modes: { type: 'string', default: MODES.join() },
        pack: { type: 'string' },
        image: { type: 'string' },
        template: { type: 'string', default: 'paper' },
        orders: { type: 'string', default: 'forward+reverse' },
        model: { type: 'string', default: 'pocket-llava' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const questions = integer('--questions', values.questions, 1, 258);
  const runs = integer('--runs', values.runs, 1, 100);
  const device = choice('--device', values.device, ['auto', 'wasm', 'webgpu']);
  const threads = values.threads && { threads: integer('--threads', values.threads, 1, 64) };
  const orders = choice('--orders', values.orders, ['single', 'forward+reverse', 'cyclic']);
  const modes = values.modes.split(',').map((mode) => choice('--modes', mode, MODES));
  const packs = values.pack?.split(',').map((size) => integer('--pack', size, 1, 8192));
  const file = values.image && resolve(process.env.INIT_CWD ?? process.cwd(), values.image);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('./lib/appPage.mjs');
  const { requireFile } = await import('./lib/scoring.mjs');
  const pictures = values.image === 'none' ? [] : [file ?? (await bundledPicture())];
  for (const picture of pictures) await requireFile(picture);
  await withAppPage({ port: 0, profile: null, gpu: gpuFor(device), pictures }, async (page) => {
    await page.call('load', { model: values.model, device, ...threads });
    /** @type {BenchResult[]} */
    const results = [];
    for (const mode of modes) {
      for (const packTokens of (mode === 'reuse' && packs) || [undefined]) {
        const result = await page.call('bench', {
          picture: pictures.length > 0 ? 0 : null,
          ...{ mode, questions, runs, orders },
          template: values.template,
          ...(packTokens && { packTokens })
        });
        if (!result) continue;
        results.push(result);
        console.log(JSON.stringify(result));
      }
    }
    const timeLeft = results.flatMap(({ mode, packTokens, timeLeft: told }) =>
      told ? [{ mode, packTokens, ...told }] : []
    );
    if (timeLeft.length > 0) console.log(JSON.stringify({ timeLeft }));
    const [naive, ...others] = results;
    if (naive?.mode === 'naive' && others.length > 0) {
      console.log(JSON.stringify({ ratios: others.map((result) => ratio(naive, result)) }));
    }
  });
});

/**
 * @param {BenchResult} naive
 * @param {BenchResult} other
 */
function ratio(naive, other) {
  return {
    mode: other.mode,
    runner: other.runner,
    timesFaster: naive.msPerQuestion / other.msPerQuestion,
    shareOfTokens: other.prefillTokensPerQuestion / naive.prefillTokensPerQuestion
  };
}

/** The first of the app's own pictures. */
async function bundledPicture() {
  const list = JSON.parse(await readFile('src/ui/pictures/bundled.json', 'utf8'));
  return resolve(join('public', 'pictures', list[0].file));
}
