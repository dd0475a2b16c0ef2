import { closeSync, createWriteStream, openSync, readSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { withTs } from './liveTs.mjs';

/** @typedef {import('../../src/run/served/studyInNode.ts')} StudyInNode */
/** @typedef {import('./liveTs.mjs').LiveTs} LiveTs */

/**
 * @typedef {object} Files
 * @property {string} study the study's zip
 * @property {string} out
 * @property {readonly string[]} surveys that the study may rest on
 */

/**
 * @param {Files & {
 *   readouts: readonly ('letter' | 'text')[],
 *   pictures: string | null,
 *   wordsOnly: boolean
 * }} request
 * @returns {Promise<string[]>} sentences about what was written
 */
export function writePrompts({ study, out, surveys, readouts, pictures, wordsOnly }) {
  return withTs(async (ts) => {
    const { record, store, surveyFor } = await readStudy(ts, study, surveys);
    /** @type {typeof import('../../src/run/elsewhere/promptLines.ts')} */
    const { promptLines } = await ts.load('src/run/elsewhere/promptLines.ts');
    const path = fromCaller(out);
    const found = wordsOnly ? null : await allPictures(ts, record.study, store.studies);
    const folder = pictures === null ? null : fromCaller(pictures);
    if (folder && found) {
      await mkdir(folder, { recursive: true }).catch((error) => cannotWrite(folder, error));
      for (const { name, bytes } of found.files.values()) {
        const file = join(folder, name);
        await writeFile(file, bytes).catch((error) => cannotWrite(file, error));
      }
    }
    const fileOf = (/** @type {string} */ picture) => {
      const file = folder && found?.files.get(picture);
      return file ? relative(dirname(path), join(folder, file.name)) : null;
    };
    const lines = promptLines(record.study, await surveyFor(record.study), {
      ...(readouts.length > 0 && { readouts }),
      wordsOnly,
      fileOf
    });
    const count = await writeLines(path, lines);
    return [
      `${count} prompts written to ${out}.`,
      ...(folder && found ? [`${found.files.size} pictures written to ${pictures}.`] : []),
      ...(found ? lackingPictures(found.lacking, folder !== null) : [])
    ];
  });
}

/**
 * @param {Files & {
 *   answers: string,
 *   model: import('../../src/run/elsewhere/elsewhereModel.ts').SaidOfModel
 * }} request
 * @returns {Promise<string[]>} sentences about what was taken
 */
export function takeAnswers({ study, out, surveys, answers, model }) {
  return withTs(async (ts) => {
    const opened = await readStudy(ts, study, surveys);
    const { record, store, surveyFor } = opened;
    /** @type {typeof import('../../src/run/elsewhere/takeTable.ts')} */
    const { takeTable } = await ts.load('src/run/elsewhere/takeTable.ts');
    /** @type {StudyInNode} */
    const { zipOfStudy } = await ts.load('src/run/served/studyInNode.ts');
    const pieces = piecesOf(fromCaller(answers), answers);
    const taken = await takeTable(record.id, pieces, model, store.studies, surveyFor);
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    const pictures = await holdsPictures(record.study, store.studies);
    const zip = await zipOfStudy(opened, { app: version, pictures });
    const bytes = new Uint8Array(await zip.arrayBuffer());
    await writeFile(fromCaller(out), bytes).catch((error) => cannotWrite(out, error));
    return [...takenSentences(taken), `The study is in ${out}: bring it in on the page Study.`];
  });
}

/**
 * @param {LiveTs} ts
 * @param {string} study
 * @param {readonly string[]} surveys
 */
async function readStudy(ts, study, surveys) {
  /** @type {StudyInNode} */
  const { studyFromZip } = await ts.load('src/run/served/studyInNode.ts');
  const zip = new Blob([await bytesOf(study)]);
  const own = await Promise.all(
    surveys.map(async (file) => ({
      name: basename(file),
      text: new TextDecoder().decode(await bytesOf(file))
    }))
  );
  return studyFromZip(zip, own);
}

/**
 * @param {LiveTs} ts
 * @param {import('../../src/core/study/studyTypes.ts').Study} study
 * @param {import('../../src/store/studies/studyStoreApi.ts').StudyStore} studies
 */
async function allPictures(ts, study, studies) {
  /** @type {typeof import('../../src/run/elsewhere/pictureFiles.ts')} */
  const { pictureFiles } = await ts.load('src/run/elsewhere/pictureFiles.ts');
  return pictureFiles(study, studies);
}

/**
 * @param {import('../../src/core/study/studyTypes.ts').Study} study
 * @param {import('../../src/store/studies/studyStoreApi.ts').StudyStore} studies
 */
async function holdsPictures(study, studies) {
  for (const { id } of study.pictures) if (!(await studies.picture(id))) return false;
  return true;
}

/**
 * @param {readonly string[]} lacking
 * @param {boolean} wanted
 * @returns {string[]}
 */
function lackingPictures(lacking, wanted) {
  const shuffled = lacking.filter((id) => id.includes(':shuffled:')).length;
  const own = lacking.length - shuffled;
  if (!wanted) return [];
  return [
    ...(own > 0
      ? [
          `${own} pictures are not in the study's zip: save the study with its pictures for their files.`
        ]
      : []),
    ...(shuffled > 0
      ? [
          `${shuffled} pictures with shuffled tiles have no file, since no picture is decoded here: leave out their prompts (cues "shuffled:…"), which stay missing.`
        ]
      : [])
  ];
}

/** @param {import('../../src/run/elsewhere/takeTable.ts').TakenTable} taken */
function takenSentences(taken) {
  const { model, answers, known, wanted, gates, unfinished, partial, unlooked, wordsOnly } = taken;
  const [first] = partial;
  return [
    `${answers} of ${wanted} answers taken as ${model}${known > 0 ? `; ${known} were there already` : ''}.`,
    ...(gates > 0 ? [`The country of ${gates} pictures was answered.`] : []),
    ...(unfinished > 0
      ? [
          `${unfinished} answers lack an order of their options or their baseline: they stay missing.`
        ]
      : []),
    ...(first
      ? [
          `${partial.length} prompts lack options, the first is that of line ${first.line} (${first.prompt.cue}, ${first.prompt.question}: ${first.lacks.join(', ')}): they stay missing.`
        ]
      : []),
    ...(unlooked.length > 0
      ? [
          `${unlooked.join(', ')} has not looked at the pictures yet: those that the gate decides about take no part before. Ask it, or take it out of the study.`
        ]
      : []),
    ...(wordsOnly
      ? ['No prompt with a picture was answered: the model counts as one that reads words only.']
      : [])
  ];
}

/**
 * @param {string} path
 * @param {AsyncIterable<string>} lines
 */
async function writeLines(path, lines) {
  const file = createWriteStream(path);
  let count = 0;
  const failed = once(file, 'error').then(([error]) => cannotWrite(path, error));
  const write = async () => {
    for await (const line of lines) {
      count += 1;
      if (!file.write(`${line}\n`)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
  };
  await Promise.race([write(), failed]);
  return count;
}

const PIECE = 1 << 20;

/**
 * A file's text, a megabyte at a time: a table of a large study is longer than a text can be.
 * @param {string} path
 * @param {string} name as the person wrote it
 * @returns {Generator<string>}
 */
function* piecesOf(path, name) {
  let file;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw cannotRead(name, error);
  }
  try {
    const decoder = new TextDecoder();
    const bytes = new Uint8Array(PIECE);
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
      yield decoder.decode(bytes.subarray(0, count), { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw cannotRead(name, error);
  } finally {
    closeSync(file);
  }
}

/** @param {string} path */
const fromCaller = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** @param {string} path */
async function bytesOf(path) {
  return readFile(fromCaller(path)).catch((error) => {
    throw cannotRead(path, error);
  });
}

/**
 * @param {string} path
 * @param {unknown} error
 */
function cannotRead(path, error) {
  const code = /** @type {NodeJS.ErrnoException} */ (error).code;
  const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  return code ? new Failure(`${path} ${why}: check the path.`) : error;
}

/**
 * @param {string} path
 * @param {unknown} error
 * @returns {never}
 */
function cannotWrite(path, error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  throw new Failure(`${path} cannot be written (${code}): check the folder.`);
}
