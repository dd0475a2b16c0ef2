/**
 * `npm run study:example`: computes the bundled example study with the app's own engine and writes it
 * to public/example-study/. Answers are remembered: a run that was ended goes on where it was.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gpuFor } from '../lib/chromium.mjs';
import { choice, inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';

const USAGE =
  'Usage: npm run study:example -- [--device wasm|webgpu|auto] [--questions standard|quick|all] [--countries paper|all] [--names study|all|N] [--minutes N] [--port N] [--profile FOLDER] [--out FILE]';

/** The paper's ten, in its order. */
const COUNTRIES = ['BRA', 'CHN', 'FRA', 'ITA', 'MEX', 'NGA', 'PAK', 'KOR', 'USA', 'VNM'];
/** Beside its flag, one picture of each country. */
const ONE_MORE = [
  'sugarloaf',
  'great-wall',
  'eiffel-tower',
  'leaning-tower',
  'taco',
  'talking-drum',
  'faisal-mosque',
  'bibimbap',
  'statue-of-liberty',
  'ha-long-bay'
];

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        device: { type: 'string', default: 'wasm' },
        questions: { type: 'string', default: 'standard' },
        countries: { type: 'string', default: 'paper' },
        names: { type: 'string', default: 'all' },
        minutes: { type: 'string' },
        port: { type: 'string', default: '4331' },
        profile: { type: 'string', default: join('.cache', 'example-study') },
        out: { type: 'string', default: join('public', 'example-study', 'example.zip') },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const device = choice('--device', values.device, ['auto', 'wasm', 'webgpu']);
  const questions = choice('--questions', values.questions, ['quick', 'standard', 'all']);
  const countries = choice('--countries', values.countries, ['paper', 'all']);
  const names = /^\d+$/.test(values.names)
    ? integer('--names', values.names, 1, 92)
    : choice('--names', values.names, ['study', 'all']);
  const minutes = values.minutes ? integer('--minutes', values.minutes, 1, 10_000) : null;
  const port = integer('--port', values.port, 1, 65535);

  inProjectRoot();
  const { ensureDependencies } = await import('../lib/dependencies.mjs');
  await ensureDependencies();
  const { withAppPage } = await import('../lib/appPage.mjs');
  const pictures = await bundledPictures();
  const { version } = await readJson('package.json');
  const started = Date.now();
  await withAppPage(
    {
      port,
      profile: resolve(values.profile),
      gpu: gpuFor(device),
      pictures: pictures.map(({ file }) => resolve('public', 'pictures', file))
    },
    async (page) => {
      const {
        base64,
        questions: asked,
        complete
      } = await page.call('exportStudy', {
        id: `example-${countries}-${questions}`,
        name: 'Example: ten countries, flags and one more picture each',
        preset: 'recommended',
        choices: {
          readouts: ['text', 'letter'],
          // The example shows what the model makes of every picture; nothing is shut out.
          gate: { on: true, variant: 'pmi', passRank: { people: 2, other: 1 } }
        },
        templates: ['brief'],
        countries: countries === 'paper' ? COUNTRIES : await surveyedCountries(),
        // Only over many countries does it show whether the model follows the survey at all.
        alsoNamed: names === 'study' ? [] : spread(await surveyedCountries(), names),
        questions: [questions],
        pictures: pictures.map(({ title, country, category, licence, source }, input) => ({
          input,
          name: title,
          country,
          category,
          incomeUsdPerMonth: null,
          licence,
          source,
          included: /** @type {const} */ ('yes')
        })),
        model: 'pocket-llava',
        device,
        seed: 7,
        app: version,
        minutes
      });
      const zip = Buffer.from(base64, 'base64');
      await mkdir(join(values.out, '..'), { recursive: true });
      await writeFile(values.out, zip);
      const spent = ((Date.now() - started) / 60_000).toFixed(1);
      console.error(
        `${values.out}: ${(zip.length / 1e6).toFixed(2)} MB, ${asked} questions, ${spent} minutes this time${complete ? '' : '; not complete yet, run it again to go on'}`
      );
    }
  );
});

/** @typedef {{ id: string, file: string, title: string, country: string, category: import('../../src/core/prompts/types.ts').PictureCategory | null, licence: string, source: string }} Bundled */

/** Flags first, then one more a country. @returns {Promise<Bundled[]>} */
async function bundledPictures() {
  /** @type {Bundled[]} */
  const all = await readJson(join('src', 'ui', 'pictures', 'bundled.json'));
  const names = [...COUNTRIES.map((code) => `flag-${code.toLowerCase()}`), ...ONE_MORE];
  return names.map((name) => {
    const found = all.find(({ id }) => id === name);
    if (!found) throw new Failure(`src/ui/pictures/bundled.json lacks ${name}.`);
    return found;
  });
}

/** Codes of all countries of the bundled survey. @returns {Promise<string[]>} */
async function surveyedCountries() {
  const text = await readFile(join('src', 'survey', 'source', 'countries.csv'), 'utf8');
  const [head = '', ...rows] = text.trim().split(/\r?\n/);
  const column = head.split(',').indexOf('code');
  if (column < 0) throw new Failure('src/survey/source/countries.csv has no column "code".');
  return rows.map((row) => row.split(',')[column] ?? '');
}

/**
 * So many of a list, at even steps through it, so that no taste chooses.
 * @param {readonly string[]} list
 * @param {number | 'all'} count
 */
function spread(list, count) {
  if (count === 'all') return [...list];
  return list.filter(
    (_, k) => Math.floor((k * count) / list.length) !== Math.floor(((k - 1) * count) / list.length)
  );
}

/** @param {string} path */
async function readJson(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}
