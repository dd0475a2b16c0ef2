/**
 * `npm run prompts`: writes all that a study asks as lines of JSON, for a model that runs elsewhere,
 * and takes the log-probabilities that come back into the study (docs/servers.md).
 */
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage:
  npm run prompts -- --study study.zip --out prompts.jsonl [--pictures FOLDER]
  npm run prompts -- --study study.zip --answers FILE --model NAME --out answers.zip
Prompts out:
  --pictures FOLDER     writes the pictures' files there; the lines name them
  --readout letter|text only these prompts (what the study says; both where it leaves it open)
  --words-only          no prompt with a picture, for a model that reads words only
Answers in (CSV or JSON lines of log-probabilities, see docs/servers.md):
  --model NAME          who answered, where the table does not say so itself
  --server NAME  --version TEXT
                        with what, where the table does not say so itself
Both:
  --survey FILE         a survey or wording of your own that the study was made with, as the page
                        exports it; may be repeated`;

/** @type {readonly ('letter' | 'text')[]} */
const READOUTS = ['letter', 'text'];

await runCommand(async () => {
  const { values } = parseOrFail('See npm run prompts -- --help.', () =>
    parseArgs({
      options: {
        study: { type: 'string' },
        out: { type: 'string' },
        answers: { type: 'string' },
        model: { type: 'string' },
        server: { type: 'string' },
        version: { type: 'string' },
        pictures: { type: 'string' },
        readout: { type: 'string' },
        'words-only': { type: 'boolean', default: false },
        survey: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const { study, out, answers, readout } = values;
  if (study === undefined) throw new Failure(`--study is missing. ${USAGE}`);
  if (out === undefined) throw new Failure(`--out is missing. ${USAGE}`);
  const only = answers === undefined ? ['model', 'server', 'version'] : ['pictures', 'readout'];
  const misplaced = only.find((name) => values[/** @type {'model'} */ (name)] !== undefined);
  if (misplaced !== undefined) {
    const [belongs, other] =
      answers === undefined ? ['to --answers', 'add it'] : ['to prompts out', 'leave it out'];
    throw new Failure(
      `--${misplaced} belongs ${belongs}: ${other}. See npm run prompts -- --help.`
    );
  }
  const readouts = readout === undefined ? [] : [choice('--readout', readout, READOUTS)];

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { writePrompts, takeAnswers } = await import('./lib/elsewhere.mjs');
  const surveys = values.survey;
  const summary =
    answers === undefined
      ? await writePrompts({
          ...{ study, out, surveys, readouts },
          pictures: values.pictures ?? null,
          wordsOnly: values['words-only']
        })
      : await takeAnswers({
          ...{ study, out, surveys, answers },
          model: { model: values.model, server: values.server, version: values.version }
        });
  for (const line of summary) console.error(line);
});
