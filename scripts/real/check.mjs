/**
 * `npm run real`: a model of real size (make.py makes its folder) through the app's own engine in
 * Chromium on WASM: time to load, memory, time a question asked naively and in packs, and letters'
 * log-probabilities against Python's ONNX Runtime over the same graph.
 */
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';
import { readJson } from '../lib/jsonFile.mjs';

/** @typedef {import('../lib/appPage.mjs').AppPage} AppPage */
/** @typedef {Record<string, number>} ByLetter */
/** @typedef {{ prompt: string, letters: string[], onnxruntime: ByLetter, transformers: ByLetter }} Asked */
/** @typedef {Awaited<ReturnType<typeof import('./renderer.mjs').watchRenderer>>} Renderer */

const USAGE =
  'Usage: npm run real -- --folder DIR [--questions N] [--modes naive,reuse] [--threads N] [--json]';
/** How far a letter's log-probability may lie from the same graph in Python. */
const TOLERANCE = 0.02;

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        folder: { type: 'string' },
        questions: { type: 'string', default: '5' },
        modes: { type: 'string', default: 'naive,reuse' },
        threads: { type: 'string', default: '2' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  if (!values.folder) throw new Failure(`Name the model's folder. ${USAGE}`);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), values.folder);
  const questions = integer('--questions', values.questions, 1, 258);
  const threads = integer('--threads', values.threads, 1, 64);
  const { prompts } = /** @type {{ prompts: Asked[] }} */ (
    await readJson(join(folder, 'reference.json'))
  );

  inProjectRoot();
  const { ensureDependencies } = await import('../lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('../lib/appPage.mjs');
  const { watchRenderer } = await import('./renderer.mjs');
  const model = basename(folder);
  const mounts = { [`/models/${model}/`]: folder };
  const browser = { port: 0, profile: null, gpu: /** @type {const} */ ('none'), pictures: [] };
  await withAppPage({ ...browser, mounts }, async (page) => {
    const renderer = await watchRenderer(page.context);
    const started = performance.now();
    const loaded = await page.call('load', { model, device: 'wasm', threads });
    const loadMs = performance.now() - started;
    const loadPeakMB = renderer.peakMB();
    const line = {
      model,
      dtype: loaded.dtype,
      threads: loaded.threads,
      runner: loaded.runner,
      ...(loaded.runnerReason && { reason: loaded.runnerReason }),
      loadMs: Math.round(loadMs),
      loadPeakMB,
      ...(await letters(page, prompts)),
      ...(await timed(page, renderer, values.modes.split(','), questions)),
      peakMB: renderer.peakMB()
    };
    renderer.stop();
    console.log(values.json ? JSON.stringify(line) : tableOf(line));
    if (!(line.letters <= TOLERANCE)) process.exitCode = 1;
  });
});

/** @param {AppPage} page @param {readonly Asked[]} prompts */
async function letters(page, prompts) {
  const scores = await page.call(
    'scorePrompts',
    prompts.map(({ prompt, letters: wanted }) => ({
      prompt,
      picture: null,
      targets: { kind: 'letters', letters: wanted }
    }))
  );
  /** @param {'onnxruntime' | 'transformers'} measure */
  const apart = (measure) =>
    Math.max(
      ...prompts.flatMap((one, index) => {
        const own = /** @type {ByLetter} */ (scores[index]?.logprobs);
        return one.letters.map((l) => Math.abs((own[l] ?? NaN) - (one[measure][l] ?? NaN)));
      })
    );
  return { letters: apart('onnxruntime'), lettersFromFloats: apart('transformers') };
}

/**
 * @param {AppPage} page
 * @param {Renderer} renderer
 * @param {readonly string[]} modes
 * @param {number} questions
 */
async function timed(page, renderer, modes, questions) {
  /** @type {Record<string, { ms: number, cpuMs: number, tokens: number }>} */
  const ways = {};
  for (const mode of modes) {
    const before = await renderer.cpuMs();
    const result = await page.call('bench', {
      picture: null,
      mode: /** @type {import('../../src/run/bench/bench.ts').BenchMode} */ (mode),
      ...{ questions, runs: 1, orders: 'forward+reverse', template: 'paper' }
    });
    if (!result) continue;
    ways[mode] = {
      ms: Math.round(result.msPerQuestion),
      cpuMs: Math.round(((await renderer.cpuMs()) - before) / questions),
      tokens: Math.round(result.prefillTokensPerQuestion)
    };
  }
  return { questions, ways };
}

/** @param {Record<string, unknown> & { ways: Awaited<ReturnType<typeof timed>>['ways'] }} line */
function tableOf({ ways, ...line }) {
  const rows = [
    ...Object.entries(line).map(([name, value]) => [name, String(value)]),
    ...Object.entries(ways).map(([mode, { ms, cpuMs, tokens }]) => [
      mode,
      `${ms} ms, ${cpuMs} ms of processor time, ${tokens} tokens a question`
    ])
  ];
  return rows.map(([name = '', value]) => `${name.padEnd(18)} ${value}`).join('\n');
}
