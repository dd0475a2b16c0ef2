/**
 * `npm run servers:bench`: what grouping, several requests at once, the prefix cache and tries of
 * option texts are worth on a real vLLM server, as ratios within one run (docs/servers.md).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';
import { findPrograms } from './programs.mjs';

const USAGE =
  'Usage: npm run servers:bench -- [--folder DIR (models and figures, .cache/servers)] [--questions N (32)] [--rounds N (3)] [--in-flight N (found by measuring)] [--only asking|crowded|options] [--block-size N (of the prefix cache)] [--port N (8092)] [--second-port N (8094)]';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        folder: { type: 'string', default: join('.cache', 'servers') },
        questions: { type: 'string', default: '32' },
        'in-flight': { type: 'string' },
        rounds: { type: 'string', default: '3' },
        only: { type: 'string' },
        'block-size': { type: 'string' },
        port: { type: 'string', default: '8092' },
        'second-port': { type: 'string', default: '8094' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), values.folder);
  const questions = integer('--questions', values.questions, 2, 200);
  const rounds = integer('--rounds', values.rounds, 1, 100);
  const given = values['in-flight'];
  const inFlight = given === undefined ? undefined : integer('--in-flight', given, 1, 256);
  const block = values['block-size'];
  const blocks = block === undefined ? [] : ['--block-size', block];
  const port = integer('--port', values.port, 1, 65535);
  const second = integer('--second-port', values['second-port'], 1, 65535);

  inProjectRoot();
  const { programs, missing } = findPrograms(process.env);
  if (!programs.vllm) throw new Failure(missing[0] ?? '');
  const { makeModels } = await import('./models/make.mjs');
  const { startVllm } = await import('./vllm.mjs');
  const bench = await import('./benchParts.mjs');
  await mkdir(folder, { recursive: true });
  await makeModels(folder, programs);
  const command = programs.vllm;
  const start = (
    /** @type {number} */ at,
    /** @type {string} */ name,
    /** @type {string[]} */ args
  ) =>
    startVllm(command, {
      ...{ folder: join(folder, 'language', 'hf'), port: at, args },
      log: join(folder, `bench-${name}.log`)
    });
  const wanted = (/** @type {string} */ part) => values.only === undefined || values.only === part;
  /** @type {Record<string, unknown>} */
  const found = {};
  if (wanted('asking') || wanted('options')) {
    const server = await start(port, 'cached', blocks);
    try {
      if (wanted('asking')) {
        const without = await start(second, 'uncached', ['--no-enable-prefix-caching']);
        try {
          found.asking = await bench.asking(server.url, without.url, {
            ...{ questions, rounds },
            ...(inFlight !== undefined && { inFlight })
          });
        } finally {
          await without.stop();
        }
      }
      if (wanted('options')) found.options = await bench.options(server.url, rounds);
    } finally {
      await server.stop();
    }
  }
  if (wanted('crowded')) {
    // Room for some five prompts of this length, their prefixes included.
    const small = await start(port, 'small', ['--num-gpu-blocks-override', '24']);
    try {
      found.crowded = await bench.crowded(small.url, rounds);
    } finally {
      await small.stop();
    }
  }
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(found, null, 1)}\n`);
});
