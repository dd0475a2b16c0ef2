/**
 * `npm run twins`: twins of real models, each in every variant of its decoder, through the app's own
 * engine in Chromium, stage by stage against what the reference implementation gives (docs/twins.md).
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage: npm run twins -- [--folder DIR] [--json] [--twin NAME] [--variant V] [--case NAME] [--device wasm|webgpu]
  --folder DIR     one folder a twin, its pictures beside them (test/fixtures/twins)
  --json           one line of JSON a twin and variant, and nothing else
  --twin NAME      only this twin; may be repeated, as --variant and --case may
  --device webgpu  Chromium's software adapter`;

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        folder: { type: 'string' },
        json: { type: 'boolean', default: false },
        twin: { type: 'string', multiple: true, default: [] },
        variant: { type: 'string', multiple: true, default: [] },
        case: { type: 'string', multiple: true, default: [] },
        device: { type: 'string', default: 'wasm' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const device = choice('--device', values.device, ['wasm', 'webgpu']);
  const folder = values.folder && resolve(process.env.INIT_CWD ?? process.cwd(), values.folder);

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { readTwins, withCases } = await import('./twins/folder.mjs');
  const { withTwins } = await import('./twins/withTwins.mjs');
  const { rowOf, TITLE, verdictOf } = await import('./twins/table.mjs');
  const twins = await readTwins(folder ?? join('test', 'fixtures', 'twins'));
  const wanted = twins
    .filter(({ name }) => values.twin.length === 0 || values.twin.includes(name))
    .flatMap((twin) => twin.variants.map((variant) => ({ twin, variant })))
    .filter(({ variant }) => values.variant.length === 0 || values.variant.includes(variant));
  if (wanted.length === 0)
    throw new Failure('No twin has this name and variant: check --twin and --variant.');
  /** @type {import('./twins/measure.mjs').Line[]} */
  const lines = [];
  if (!values.json) console.log(TITLE);
  await withTwins(device, async (measure) => {
    for (const { twin, variant } of wanted) {
      const line = await measure(withCases(twin, values.case), variant);
      lines.push(line);
      console.log(values.json ? JSON.stringify(line, asNumber) : rowOf(line));
    }
  });
  if (!values.json) console.log(verdictOf(lines));
  if (lines.some(({ misses }) => misses.length > 0)) process.exitCode = 1;
});

/** JSON knows no infinity: as wrong as can be is the largest number. @param {string} _ @param {unknown} value */
function asNumber(_, value) {
  return value === Infinity ? Number.MAX_VALUE : value;
}
