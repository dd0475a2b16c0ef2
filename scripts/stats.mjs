/**
 * `npm run stats`: the project's statistics as a command, so that their numbers can be checked from
 * R or Python. Reads a JSON list of requests, writes a JSON list of results.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';
import { readJson } from './lib/jsonFile.mjs';

const USAGE = `Usage: npm run stats -- --in FILE [--out FILE]
FILE holds a JSON list; missing values are null. Each entry is one of
  { "kind": "paired", "differences": […] }
      -> { n, mean, p, low, high, detectable }
  { "kind": "pointing", "shifts": [cue][question], "positions": [country][question],
    "own": [country of each cue], "seed": 1 }
      -> { cosine: [cue][country], percentile: [cue], meanPercentile, p }
  { "kind": "adjust", "p": […] }
      -> { adjusted }
docs/method.md defines every number.`;

await runCommand(async () => {
  const { values } = parseOrFail('See npm run stats -- --help.', () =>
    parseArgs({
      options: { in: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } }
    })
  );
  if (values.help) return console.log(USAGE);
  if (values.in === undefined) throw new Failure(`--in is missing. ${USAGE}`);
  const caller = process.env.INIT_CWD ?? process.cwd();
  const input = await readJson(resolve(caller, values.in));
  const out = values.out === undefined ? null : resolve(caller, values.out);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { importTs } = await import('./importTs.mjs');
  /** @type {typeof import('../src/formats/statsRequests.ts')} */
  const { answerRequests } = await importTs('src/formats/statsRequests.ts');
  /** @type {object[]} */
  let results;
  try {
    results = answerRequests(input);
  } catch (thrown) {
    const { params } = /** @type {import('../src/core/errors.ts').AppError} */ (thrown);
    if (!params) throw thrown;
    throw new Failure(
      `${values.in}: ${params.path} is ${params.found}; expected: ${params.expected}.`
    );
  }
  const text = `${JSON.stringify(results)}\n`;
  if (!out) process.stdout.write(text);
  else {
    await writeFile(out, text).catch((error) => {
      throw new Failure(`${values.out} cannot be written (${error.code}): check the folder.`);
    });
  }
});
