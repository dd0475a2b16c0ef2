/**
 * `npm run attack`: hostile files, documents and addresses, made from a seed, given to the built app in
 * Chromium as a person would give them (docs/attack.md).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage: npm run attack -- [--kind KIND] [--only NAME] [--few N] [--seed N] [--json] [--keep FOLDER] [--list]
  --kind KIND    only inputs of this kind; may be repeated
  --only NAME    only inputs whose name is, or begins with, this; may be repeated
  --few N        only so many of each kind, spread over all of it
  --seed N       another seed makes other damage (1)
  --json         one line of JSON an input, and nothing else
  --keep FOLDER  write the inputs into a folder instead of giving them to the app
  --list         name the inputs and what is right for each`;

/** A page must have answered by then. */
const PATIENCE_MS = 5000;
/** Kinds that wait for a worker most of the time: they have a browser beside those that keep a page busy. */
const WAITING = ['model', 'document'];

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        kind: { type: 'string', multiple: true, default: [] },
        only: { type: 'string', multiple: true, default: [] },
        few: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        keep: { type: 'string' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const seed = integer('--seed', values.seed, 0, 2 ** 31 - 1);
  const keep = values.keep && resolve(process.env.INIT_CWD ?? process.cwd(), values.keep);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { CORPUS, fewOfEach } = await import('./attack/corpus/corpus.mjs');
  const all = values.few ? fewOfEach(integer('--few', values.few, 1, 1000)) : CORPUS;
  const ofKinds = all.filter(({ kind }) => values.kind.length === 0 || values.kind.includes(kind));
  // Where one has just this name, those that begin with it are not meant.
  const whole = new Set(ofKinds.map(({ name }) => name));
  const isMeant = (/** @type {string} */ name, /** @type {string} */ part) =>
    whole.has(part) ? name === part : name.startsWith(part);
  const inputs = ofKinds.filter(
    ({ name }) => values.only.length === 0 || values.only.some((part) => isMeant(name, part))
  );
  if (inputs.length === 0) {
    throw new Failure('No input has this kind and name: npm run attack -- --list names them all.');
  }
  if (values.list) {
    for (const { kind, name, right } of inputs) console.log(`${kind} ${name} (${right})`);
    return;
  }
  if (keep) {
    await keepInputs(inputs, seed, keep);
    return console.log(`${inputs.length} inputs are in ${keep}.`);
  }
  await giveAll(inputs, seed, values.json);
});

/**
 * @param {readonly import('./attack/corpus/input.mjs').Hostile[]} inputs
 * @param {number} seed
 * @param {boolean} json
 */
async function giveAll(inputs, seed, json) {
  const { ensureBuild } = await import('./lib/build.mjs');
  const { attack } = await import('./attack/run/attack.mjs');
  const { attackTable, failureLines, isFailing } = await import('./attack/table.mjs');
  const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const begun = Date.now();
  /** @type {import('./attack/run/judge.mjs').Result[]} */
  const results = [];
  const onResult = (/** @type {import('./attack/run/judge.mjs').Result} */ result) => {
    results.push(result);
    if (json) console.log(JSON.stringify(result));
    else if (isFailing(result)) console.log(failureLines([result], seed)[0]);
    else progress(results.length, inputs.length);
  };
  await Promise.all(
    lanesOf(inputs).map((lane) =>
      attack({ ...{ inputs: lane, seed, root, patienceMs: PATIENCE_MS }, onResult })
    )
  );
  if (results.some(isFailing)) process.exitCode = 1;
  if (json) return;
  console.log(`\n${attackTable(results)}\n`);
  const failing = results.filter(isFailing).length;
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(
    failing === 0
      ? `Nothing hung, nothing was lost, nothing got in: ${results.length} inputs in ${seconds} s, seed ${seed}.`
      : `${failing} of ${results.length} inputs did harm (${seconds} s, seed ${seed}); the lines above repeat them.`
  );
}

/** @param {readonly import('./attack/corpus/input.mjs').Hostile[]} inputs */
function lanesOf(inputs) {
  const waits = (/** @type {{ kind: string }} */ { kind }) => WAITING.includes(kind);
  return [inputs.filter((input) => !waits(input)), inputs.filter(waits)].filter(
    (lane) => lane.length > 0
  );
}

/** @param {number} done @param {number} all */
function progress(done, all) {
  if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${all}\r`);
}

/**
 * @param {readonly import('./attack/corpus/input.mjs').Hostile[]} inputs
 * @param {number} seed
 * @param {string} folder
 */
async function keepInputs(inputs, seed, folder) {
  const { keptFiles } = await import('./attack/corpus/keptFiles.mjs');
  for (const input of inputs) {
    for (const [name, bytes] of keptFiles(input, seed)) {
      const place = join(folder, input.kind, input.name);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, name), bytes);
    }
  }
}
