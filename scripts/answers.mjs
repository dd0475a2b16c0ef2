/**
 * `npm run answers`: asks a served model everything that a study lacks and writes the zip that the
 * page brings in. Answers are kept in a journal as they come: the same call again goes on.
 */
import { rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage:
  npm run answers -- --study FILE.zip --server URL --out FILE.zip
--study    a study saved by the page, or a folder of pictures with a study.json (docs/servers.md)
--server   address of an inference server, for example http://127.0.0.1:8000; may be repeated for
           more servers with the same model
--model    the model by the server's name for it, where it serves several
--survey   a survey or wording of your own that the study was made with, as the page exports it;
           may be repeated
--out      the zip to write; the page brings it in under Study
--journal  where answers are kept as they come (FILE.zip.journal.jsonl beside --out)
--in-flight NUMBER   requests at a time and server (found by measuring, at most 64)
--stats FILE         figures of the run as JSON
--order grouped|shuffled   only for benchmarks: prompts by prefix, or in the order of chance (grouped)
A server's key is read from the environment variable VALUESHIFT_SERVER_KEY and written nowhere.
Exit codes: 0 all answered; 2 the zip is written, but some prompts could never be answered;
1 a fault, 130 stopped by Ctrl-C: in both cases the same call goes on.`;

/** @type {readonly ('grouped' | 'shuffled')[]} */
const ORDERS = ['grouped', 'shuffled'];

await runCommand(async () => {
  const { values } = parseOrFail('See npm run answers -- --help.', () =>
    parseArgs({
      options: {
        study: { type: 'string' },
        server: { type: 'string', multiple: true, default: [] },
        model: { type: 'string' },
        survey: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        journal: { type: 'string' },
        'in-flight': { type: 'string' },
        order: { type: 'string', default: 'grouped' },
        stats: { type: 'string' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  for (const option of /** @type {const} */ (['study', 'out'])) {
    if (values[option] === undefined) throw new Failure(`--${option} is missing. ${USAGE}`);
  }
  if (values.server.length === 0) throw new Failure(`--server is missing. ${USAGE}`);
  const caller = process.env.INIT_CWD ?? process.cwd();
  const from = (/** @type {string} */ path) => resolve(caller, path);
  const out = from(values.out ?? '');
  const journal = values.journal === undefined ? `${out}.journal.jsonl` : from(values.journal);
  for (const path of [out, journal]) {
    const found = await stat(dirname(path)).catch(() => null);
    if (!found?.isDirectory()) {
      throw new Failure(`The folder ${dirname(path)} does not exist: create it first.`);
    }
  }
  const inFlight = values['in-flight'];
  const request = {
    study: from(values.study ?? ''),
    servers: values.server,
    model: values.model,
    journal,
    surveys: values.survey.map(from),
    order: choice('--order', values.order, ORDERS),
    ...(inFlight !== undefined && { inFlight: integer('--in-flight', inFlight, 1, 1024) })
  };

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { askStudy } = await import('./lib/askStudy.mjs');
  const { outcome, stats, holes } = await askStudy(request);
  if (values.stats !== undefined) {
    await writeFile(from(values.stats), `${JSON.stringify(stats, null, 1)}\n`);
  }
  if (outcome.zip === null) {
    console.error(`Stopped. All answers so far are in ${journal}: the same call goes on.`);
    process.exitCode = 130;
    return;
  }
  await writeFile(`${out}.part`, Buffer.from(await outcome.zip.arrayBuffer()));
  await rename(`${out}.part`, out);
  for (const model of outcome.left) {
    console.error(`${model} had answered nothing in this study and is left out of the zip.`);
  }
  for (const line of holes) console.error(line);
  const { answers, missing } = outcome;
  const lacks = missing === 0 ? 'none is missing' : `${missing} are missing in its tables`;
  console.error(`${basename(out)}: ${answers} answers, ${lacks}. Bring it into the page: Study.`);
  if (outcome.holes.length > 0) process.exitCode = 2;
});
