/**
 * `npm run bench:peer`: the same text-only questions by wllama (llama.cpp as WASM, prompt cache on),
 * prompt by prompt and by its one-pass decision reading, and by the app's engine, on the same number
 * of threads. Neither wllama's package nor a GGUF file comes with the app: `npm pack
 * @wllama/wllama@3.13.0` fetches the package (unpack it), and `npm run peer:gguf` makes the file from
 * the bundled model's own weights.
 */
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE =
  'Usage: npm run bench:peer -- --wllama FOLDER --gguf FILE [--questions N] [--threads N] [--template paper|brief] [--orders single|forward+reverse|cyclic] [--model NAME]';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        wllama: { type: 'string' },
        gguf: { type: 'string' },
        questions: { type: 'string', default: '10' },
        threads: { type: 'string', default: '1' },
        template: { type: 'string', default: 'paper' },
        orders: { type: 'string', default: 'forward+reverse' },
        model: { type: 'string', default: 'pocket-llava' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  if (!values.wllama || !values.gguf) {
    throw new Failure(`Name wllama's unpacked package and a GGUF file of the same model. ${USAGE}`);
  }
  const questions = integer('--questions', values.questions, 1, 258);
  const threads = integer('--threads', values.threads, 1, 64);
  const orders = choice('--orders', values.orders, ['single', 'forward+reverse', 'cyclic']);
  const from = process.env.INIT_CWD ?? process.cwd();
  const folder = resolve(from, values.wllama);
  const gguf = resolve(from, values.gguf);
  await requireFile(join(folder, 'esm', 'wasm', 'wllama.wasm'), "unpack wllama's package there");
  await requireFile(gguf, 'name a GGUF file');

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('./lib/appPage.mjs');
  await withAppPage(
    {
      port: 0,
      profile: null,
      gpu: 'none',
      pictures: [],
      mounts: { '/peer/': folder, '/gguf/': dirname(gguf) },
      // wllama starts its worker from a blob:, which the app's own policy forbids.
      bypassPolicy: true
    },
    async (page) => {
      await page.call('load', { model: values.model, device: 'wasm', threads });
      const result = await page.call('comparePeer', {
        wllama: '/peer/',
        gguf: `/gguf/${basename(gguf)}`,
        ...{ questions, orders },
        template: values.template
      });
      console.log(JSON.stringify({ ...result, gguf: basename(gguf) }));
      if ('refused' in result.decisions) {
        console.error(`Not against one-pass decision reading: ${result.decisions.refused}`);
      }
    }
  );
});

/**
 * @param {string} path
 * @param {string} advice
 */
async function requireFile(path, advice) {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Failure(`${path} does not exist: ${advice}. ${USAGE}`);
}
