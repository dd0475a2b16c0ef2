/**
 * `npm run bench`: the same questions about one picture, naive against prefix reuse against packing,
 * through the app's own engine. One JSON line a mode, then one with the ratios.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { gpuFor } from './lib/chromium.mjs';
import { runCommand } from './lib/failure.mjs';

const USAGE =
  'Usage: npm run bench -- [--questions N] [--runs N] [--device wasm|webgpu|auto] [--modes naive,sequential,packed] [--image FILE] [--template paper|brief] [--orders single|forward+reverse|cyclic] [--model NAME]';
const RUNNERS = /** @type {const} */ (['naive', 'sequential', 'packed']);

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        questions: { type: 'string', default: '20' },
        runs: { type: 'string', default: '1' },
        device: { type: 'string', default: 'auto' },
        modes: { type: 'string' },
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
  const orders = choice('--orders', values.orders, ['single', 'forward+reverse', 'cyclic']);
  const runners = values.modes?.split(',').map((mode) => choice('--modes', mode, RUNNERS));
  const image = values.image && resolve(process.env.INIT_CWD ?? process.cwd(), values.image);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('./lib/appPage.mjs');
  const { requireFile } = await import('./lib/scoring.mjs');
  const picture = image ?? (await bundledPicture());
  await requireFile(picture);
  await withAppPage(
    { port: 0, profile: null, gpu: gpuFor(device), pictures: [picture] },
    async (page) => {
      const loaded = await page.call('load', { model: values.model, device });
      const usable = RUNNERS.filter((runner) => runner !== 'packed' || loaded.runner === 'packed');
      const modes = [];
      for (const runner of runners ?? usable) {
        const [mode] = await page.call('bench', {
          picture: 0,
          questions,
          runs,
          runners: [runner],
          template: values.template,
          orders
        });
        if (mode) modes.push(mode);
        console.log(JSON.stringify(mode));
      }
      const [naive, ...others] = modes;
      if (naive?.mode === 'naive' && others.length > 0) {
        console.log(JSON.stringify({ ratios: others.map((mode) => ratio(naive, mode)) }));
      }
    }
  );
});

/**
 * @param {import('../src/automation/api.ts').BenchMode} naive
 * @param {import('../src/automation/api.ts').BenchMode} mode
 */
function ratio(naive, mode) {
  return {
    mode: mode.mode,
    timesFaster: naive.msPerQuestion / mode.msPerQuestion,
    shareOfTokens: mode.prefillTokensPerQuestion / naive.prefillTokensPerQuestion
  };
}

/** The first of the app's own pictures. */
async function bundledPicture() {
  const list = JSON.parse(await readFile('src/ui/pictures/bundled.json', 'utf8'));
  return resolve(join('public', 'pictures', list[0].file));
}
