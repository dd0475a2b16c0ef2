/**
 * `npm run score`: scores survey questions or loose prompts with the app's own engine in headless
 * Chromium and writes JSON. Answers are remembered: the same call again computes nothing.
 */
import { stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { gpuFor } from './lib/chromium.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage:
  npm run score -- --image FILE --country KOR --questions Q6,Q164 [--out FILE]
  npm run score -- --prompts FILE [--out FILE]
  npm run score -- --image FILE --questions Q6 --control blank --control caption --caption "a mosque"
Options (--image, --country, --questions, --control and --caption may be repeated):
  --template brief|paper                       prompt set (brief)
  --system usual|own|none                      what opens prompts: what the model's own template puts first,
                                               or nothing; as usual nothing for pocket-llava (usual)
  --view one|full                              pictures whole in one view, or in all views that the model's
                                               processor makes, where it makes more (one)
  --readout text|letter                        how answers are read (letter with --orders, else text)
  --orders single|forward+reverse|cyclic       orders of the lettered options (forward+reverse)
  --variant pmi|raw|per-token                  scoring of option words (pmi)
  --dont-know omit|list                        list "don't know" among the options (omit)
  --control blank|frame|shuffled|caption|none|others
                                               asked beside the cues: net movement against each (not told)
  --caption TEXT                               for --control caption: one for each --image, in their order
  --seed NUMBER                                of the order of the tiles of --control shuffled (1)
  --device wasm|webgpu|auto                    where the model runs (auto)
  --model NAME                                 folder below models/ (pocket-llava)
  --port NUMBER  --profile FOLDER              where answers are remembered (4320, .cache/score-profile)`;

/** @type {readonly import('../src/core/prompts/systemTurn.ts').SystemChoice[]} */
const SYSTEM_CHOICES = ['usual', 'own', 'none'];

/** @type {readonly import('../src/core/prompts/pictureView.ts').PictureView[]} */
const VIEWS = ['one', 'full'];

/** @type {readonly import('../src/core/measures/controls.ts').Control[]} */
const CONTROLS = ['none', 'blank', 'shuffled', 'caption', 'frame', 'others'];

await runCommand(async () => {
  const { values } = parseOrFail('See npm run score -- --help.', () =>
    parseArgs({
      options: {
        image: { type: 'string', multiple: true, default: [] },
        country: { type: 'string', multiple: true, default: [] },
        questions: { type: 'string', multiple: true, default: [] },
        control: { type: 'string', multiple: true, default: [] },
        caption: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: '1' },
        prompts: { type: 'string' },
        template: { type: 'string', default: 'brief' },
        system: { type: 'string', default: 'usual' },
        view: { type: 'string', default: 'one' },
        readout: { type: 'string' },
        orders: { type: 'string' },
        variant: { type: 'string', default: 'pmi' },
        'dont-know': { type: 'string', default: 'omit' },
        device: { type: 'string', default: 'auto' },
        model: { type: 'string', default: 'pocket-llava' },
        port: { type: 'string', default: '4320' },
        profile: { type: 'string', default: join('.cache', 'score-profile') },
        out: { type: 'string' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const caller = process.env.INIT_CWD ?? process.cwd();
  const from = (/** @type {string} */ path) => resolve(caller, path);
  const out = values.out === undefined ? null : from(values.out);
  if (out && !(await isFolder(dirname(out)))) {
    throw new Failure(`The folder of --out ${values.out} does not exist: create it first.`);
  }
  const device = choice('--device', values.device, ['auto', 'wasm', 'webgpu']);
  const open = {
    port: integer('--port', values.port, 1, 65535),
    gpu: gpuFor(device)
  };
  const controls = values.control
    .flatMap(commaList)
    .map((name) => choice('--control', name, CONTROLS));
  const seed = integer('--seed', values.seed, 0, 2 ** 31 - 1);
  const captions = values.caption.map((text) => text.replaceAll(/\s+/g, ' ').trim());
  const wanted = controls.includes('caption') ? values.image.length : 0;
  if (captions.length !== wanted) {
    throw new Failure(
      `Got ${captions.length} of ${wanted} captions: --control caption needs one --caption for each --image, in their order.`
    );
  }
  const load = { model: values.model, device, view: choice('--view', values.view, VIEWS) };

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const profile = resolve(values.profile);
  const { scorePromptsFile, scoreQuestions } = await import('./lib/scoring.mjs');
  const result = values.prompts
    ? await scorePromptsFile(from(values.prompts), load, { ...open, profile })
    : await scoreQuestions(
        {
          images: values.image.map(from),
          countries: values.country.flatMap(commaList),
          questions: values.questions.flatMap(commaList),
          template: values.template,
          system: choice('--system', values.system, SYSTEM_CHOICES),
          readout: choice('--readout', values.readout ?? (values.orders ? 'letter' : 'text'), [
            'text',
            'letter'
          ]),
          variant: choice('--variant', values.variant, ['pmi', 'raw', 'per-token']),
          orders: choice('--orders', values.orders ?? 'forward+reverse', [
            'single',
            'forward+reverse',
            'cyclic'
          ]),
          dontKnow: choice('--dont-know', values['dont-know'], ['omit', 'list']),
          ...(controls.length > 0 && { controls, captions, seed })
        },
        load,
        { ...open, profile }
      );
  console.error(result.summary);
  const text = `${JSON.stringify(result.json, null, 1)}\n`;
  if (out) await writeFile(out, text);
  else process.stdout.write(text);
});

/** @param {string} text */
function commaList(text) {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** @param {string} path */
async function isFolder(path) {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false
  );
}
