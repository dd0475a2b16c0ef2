/**
 * `npm run study:words`: the second bundled example, what language models know about countries. Without
 * answers it writes the study to be asked, which `npm run answers` or the page can ask; with answers the
 * bundled study and the file of them that the Lab reads.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choice, inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { Failure, runCommand } from '../lib/failure.mjs';

const USAGE = `Usage: npm run study:words -- --ask FILE.zip [--questions quick|standard|NUMBER]
       npm run study:words -- --answers qwen=FILE.jsonl [--answers smol=FILE.jsonl]
       npm run study:words -- --answered FILE.zip [--answered FILE.zip]
The first writes the study to be asked; NUMBER: the quick set and the shortest of the standard one,
so many in all. The others write public/example-study/words.zip and
public/shipped/words.bin, out of an asker's lines ({prefix, suffix, letters, logprobs}) of the models
in scripts/study/words.json, the Lab's first, or out of the study as npm run answers saved it.`;
const STUDY = join('public', 'example-study', 'words.zip');
const LAB = join('public', 'shipped', 'words.bin');
const MOST_BYTES = 3e6;
/** As many as the quick and the standard set have together, at the most. */
const MOST_QUESTIONS = 100;
/** @type {readonly ('quick' | 'standard')[]} */
const SETS = ['quick', 'standard'];

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        ask: { type: 'string' },
        questions: { type: 'string', default: 'standard' },
        answers: { type: 'string', multiple: true, default: [] },
        answered: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const count = /^\d+$/.test(values.questions)
    ? integer('--questions', values.questions, 1, MOST_QUESTIONS)
    : null;
  const set = count === null ? choice('--questions', values.questions, SETS) : 'standard';
  const caller = process.env.INIT_CWD ?? process.cwd();
  const here = (/** @type {string} */ path) => resolve(caller, path);

  inProjectRoot();
  const { ensureDependencies } = await import('../lib/dependencies.mjs');
  await ensureDependencies();
  const { importTs } = await import('../importTs.mjs');
  /** @type {typeof import('../../src/survey/dataset.ts')} */
  const { openSurvey } = await importTs('src/survey/dataset.ts');
  /** @type {typeof import('../../src/automation/words/wordsZip.ts')} */
  const { emptyWordsZip, wordsZip, wordsZipOf } = await importTs(
    'src/automation/words/wordsZip.ts'
  );
  const survey = await openSurvey(await data('survey.json'), await data('figures.json'));
  /** @type {{ version: string }} */
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));

  if (values.ask !== undefined) {
    /** @type {typeof import('../../src/survey/sets.ts')} */
    const { questionsOf } = await importTs('src/survey/sets.ts');
    /** @type {typeof import('../../src/automation/words/wordsQuestions.ts')} */
    const { shortestQuestions } = await importTs('src/automation/words/wordsQuestions.ts');
    const chosen = count === null ? questionsOf(survey, set) : shortestQuestions(survey, count);
    const ids = chosen.map(({ id }) => id);
    const zip = await emptyWordsZip(survey, ids, version);
    await write(here(values.ask), new Uint8Array(await zip.arrayBuffer()));
  } else if (values.answered.length > 0) {
    const zips = [];
    for (const file of values.answered) zips.push(new Blob([await readFile(here(file))]));
    await ship(await wordsZipOf(survey, zips, version));
  } else if (values.answers.length > 0) {
    /** @type {Record<string, import('../../src/automation/words/servedRun.ts').AskedModel>} */
    const known = JSON.parse(await readFile(join('scripts', 'study', 'words.json'), 'utf8'));
    const models = [];
    for (const given of values.answers) {
      const [name = '', file = ''] = given.split(/=(.*)/s);
      const asked = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!asked) {
        throw new Failure(
          `--answers ${given}: put one of ${Object.keys(known).join(', ')} and = before the file.`
        );
      }
      const text = await readFile(here(file), 'utf8').catch((error) => {
        throw new Failure(`${file} cannot be read (${error.code}).`);
      });
      models.push({ ...asked, lines: await linesOf(file, text) });
    }
    await ship(await wordsZip(survey, models, version));
  } else throw new Failure(USAGE);
});

/** @param {string} file */
function data(file) {
  return readFile(join('src', 'survey', 'data', file), 'utf8');
}

/**
 * @param {string} file
 * @param {string} text
 */
async function linesOf(file, text) {
  const { importTs } = await import('../importTs.mjs');
  /** @type {typeof import('../../src/automation/words/answerLines.ts')} */
  const { readAnswerLines } = await importTs('src/automation/words/answerLines.ts');
  try {
    return readAnswerLines(text);
  } catch (thrown) {
    const { params } = /** @type {import('../../src/core/errors.ts').AppError} */ (thrown);
    if (!params) throw thrown;
    throw new Failure(`${file}, line ${params.line}, is no answer: ${params.reason}.`);
  }
}

/** @param {Awaited<ReturnType<typeof import('../../src/automation/words/wordsZip.ts').wordsZip>>} made */
async function ship({ zip, questions, captions, complete }) {
  for (const [model, count] of complete) console.error(`${model}: ${count} questions are whole`);
  if (questions.length === 0) throw new Failure('No question is whole: nothing was written.');
  console.error(`${questions.length} questions: ${questions.join(' ')}`);
  if (!captions) console.error('Captions are whole for too few of them: names alone.');
  if (zip.size > MOST_BYTES) {
    throw new Failure(
      `${megabytes(zip.size)} are more than ${megabytes(MOST_BYTES)}: nothing was written.`
    );
  }
  const { importTs } = await import('../importTs.mjs');
  /** @type {typeof import('../../src/automation/words/packWords.ts')} */
  const { packWords } = await importTs('src/automation/words/packWords.ts');
  const packed = await packWords(zip);
  await write(STUDY, new Uint8Array(await zip.arrayBuffer()));
  await write(LAB, packed);
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 */
async function write(path, bytes) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  console.error(`${path}: ${megabytes(bytes.length)}`);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
