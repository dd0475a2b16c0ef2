/**
 * `npm run servers:parity`: the same prompts behind the same models in every engine that is installed
 * here: the page, transformers, vLLM, llama.cpp. Prints how far they lie apart (docs/servers.md).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';
import { findPrograms } from './programs.mjs';

const USAGE =
  'Usage: npm run servers:parity -- [--folder DIR (models and figures, .cache/servers)] [--vllm-port N] [--llama-port N] [--only language|vision]';

/** Columns of the table; `sure`: one token, and nothing is left to a resizer of pictures. */
const SETS = [
  { key: 'letters', title: 'letters', sure: true },
  { key: 'options', title: 'option texts', sure: false },
  { key: 'one', title: 'picture, one view', sure: true },
  { key: 'full', title: 'picture, all views', sure: true },
  { key: 'photo', title: 'photograph, one view', sure: false },
  { key: 'photoFull', title: 'photograph, all views', sure: false }
];

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        folder: { type: 'string', default: join('.cache', 'servers') },
        'vllm-port': { type: 'string', default: '8092' },
        'llama-port': { type: 'string', default: '8093' },
        only: { type: 'string' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), values.folder);
  const ports = {
    vllm: integer('--vllm-port', values['vllm-port'], 1, 65535),
    llamaCpp: integer('--llama-port', values['llama-port'], 1, 65535)
  };

  inProjectRoot();
  const { programs, missing } = findPrograms(process.env);
  missing.forEach((line) => console.error(line));
  const { python } = programs;
  if (!python) throw new Failure('Without the reference there is nothing to hold engines against.');
  const { makeModels } = await import('./models/make.mjs');
  const { byName, pairsTable, tooFar } = await import('./apart.mjs');
  await mkdir(folder, { recursive: true });
  await makeModels(folder, programs);
  const at = { folder, ports, programs: { ...programs, python } };
  const found = [];
  if (values.only !== 'vision') {
    const { languageEngines } = await import('./languageEngines.mjs');
    found.push(...(await languageEngines(at)));
  }
  if (values.only !== 'language') {
    const { visionEngines } = await import('./visionEngines.mjs');
    found.push(...(await visionEngines(at)));
  }
  const engines = byName(found);
  await writeFile(join(folder, 'parity.json'), `${JSON.stringify(engines, null, 1)}\n`);
  console.log(pairsTable(engines, SETS));
  const wrong = tooFar(
    engines,
    SETS.filter(({ sure }) => sure).map(({ key }) => key)
  );
  wrong.forEach((line) => console.error(line));
  if (wrong.length > 0) process.exitCode = 1;
});
