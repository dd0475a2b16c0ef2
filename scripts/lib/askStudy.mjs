import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { holeLines } from './holeLines.mjs';
import { openJournalFile } from './journalFile.mjs';
import { sentencesOf, withTs } from './liveTs.mjs';
import { ProgressLine } from './progressLine.mjs';

/** @typedef {typeof import('../../src/run/served/command.ts')} Command */
/** @typedef {import('../../src/core/errors.ts').AppError} AppError */
/**
 * @typedef {object} AnswersRequest
 * @property {string} study a zip or a folder
 * @property {string[]} servers addresses
 * @property {string | undefined} model
 * @property {string} journal
 * @property {string[]} surveys files of surveys or wordings that the study was made with
 * @property {'grouped' | 'shuffled'} order
 * @property {number} [inFlight]
 */

/**
 * Asks a study of servers, telling on the terminal how far it is. Ctrl-C ends it gently.
 * @param {AnswersRequest} request
 */
export function askStudy(request) {
  return withTs((ts) => ask(request, ts));
}

/**
 * @param {AnswersRequest} request
 * @param {import('./liveTs.mjs').LiveTs} ts
 */
async function ask({ study, servers, model, journal, surveys, ...options }, ts) {
  /** @type {Command} */
  const command = await ts.load('src/run/served/command.ts');
  const errorText = await sentencesOf(ts);
  const line = new ProgressLine();
  const stopping = stopByKeys(new command.StopSignal(), line);
  const { stop } = stopping;
  let file = null;
  try {
    const store = command.memoryStore();
    for (const path of surveys) {
      await command.keepOwnData(store, {
        name: basename(path),
        text: await readFile(path, 'utf8').catch(() => {
          throw new Failure(`${path} cannot be read: check the path of --survey.`);
        })
      });
    }
    const surveyFor = command.surveyFinder(store.ownData);
    const asked = await readStudy(study, command, surveyFor, line, errorText);
    const connections = await connectAll(servers, model, command, stopping.connecting, line);
    const { signal } = stopping.connecting;
    signal.throwIfAborted();
    const waits = new Map();
    const engine = await command.createServerEngine(connections, {
      ...options,
      // Nothing here decodes pictures.
      draw: command.controlDrawer(null),
      onWait: ({ error, pauseMs }) => {
        // A server that restarts is asked many times: told once a while.
        if (Date.now() - (waits.get(error.code) ?? 0) < 10_000) return;
        waits.set(error.code, Date.now());
        line.say(`${errorText(error)} Trying again in ${(pauseMs / 1000).toFixed(1)} s.`);
      }
    });
    stopping.breakOff = () => void engine.cancel();
    file = await openJournalFile(journal);
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    const outcome = await command.askServed(asked, {
      ...{ engine, journal: file, surveyFor, stop, app: version },
      report: (progress) => line.show(progress, engine.traffic, engine.holes.length)
    });
    line.end();
    const { asked: prompts, seconds, known } = outcome;
    return {
      outcome,
      holes: holeLines(outcome.holes, errorText),
      stats: {
        ...{ prompts, known, seconds, promptsPerSecond: prompts / seconds },
        ...engine.traffic,
        ...{ holes: outcome.holes.length, order: options.order, servers: servers.length }
      }
    };
  } catch (thrown) {
    line.end();
    if (stopping.connecting.signal.aborted && !file) throw stopping.connecting.signal.reason;
    if (!isAppError(thrown)) throw thrown;
    const kept = file ? ` What was answered is in ${journal}: the same call goes on.` : '';
    throw new Failure(errorText(thrown) + kept);
  } finally {
    stopping.release();
    await file?.close();
  }
}

/**
 * @param {unknown} thrown
 * @returns {thrown is AppError}
 */
function isAppError(thrown) {
  return thrown instanceof Error && thrown.name === 'AppError';
}

/**
 * @param {string[]} servers
 * @param {string | undefined} model
 * @param {Command} command
 * @param {AbortController} connecting
 * @param {ProgressLine} line
 */
async function connectAll(servers, model, { connect }, { signal }, line) {
  const key = process.env.VALUESHIFT_SERVER_KEY;
  return Promise.all(
    servers.map(async (url) => {
      const address = { url, ...(key && { key }) };
      const options = { signal, ...(model !== undefined && { model }) };
      const connection = await whenReady(() => connect(address, options), signal, line);
      const { served, pictures, slots } = connection;
      line.say(
        `${served.server} ${served.version ?? ''} with ${served.modelId} (${served.dialect}` +
          `${slots ? `, ${slots} slots` : ''}${pictures ? '' : ', takes no pictures'})`
      );
      return connection;
    })
  );
}

/** A large model is loaded for minutes; its server says so. */
const READY_MS = 20 * 60_000;
const LOOK_MS = 3000;

/**
 * @template T
 * @param {() => Promise<T>} connecting
 * @param {AbortSignal} signal
 * @param {ProgressLine} line
 * @returns {Promise<T>}
 */
async function whenReady(connecting, signal, line) {
  const until = Date.now() + READY_MS;
  for (let told = false; ; told = true) {
    try {
      return await connecting();
    } catch (thrown) {
      if (!isAppError(thrown) || thrown.code !== 'server-busy' || Date.now() > until) throw thrown;
      if (!told) line.say(`${thrown.params.server} is busy or still loading: waiting for it.`);
      await pause(LOOK_MS, undefined, { signal });
    }
  }
}

/**
 * @param {string} path
 * @param {Command} command
 * @param {import('../../src/run/study/studyApi.ts').SurveyFor} surveyFor
 * @param {ProgressLine} line
 * @param {(error: AppError) => string} errorText
 */
async function readStudy(path, command, surveyFor, line, errorText) {
  const onTurned = (/** @type {string} */ name) =>
    line.say(
      `${name} was stored turned by its camera: the server may look at it as it is stored. Save it upright to be sure.`
    );
  const found = await stat(path).catch(() => null);
  if (!found) throw new Failure(`${path} does not exist: check the path of --study.`);
  if (!found.isDirectory()) {
    const zip = new Blob([await readFile(path)]);
    return command.studyOfZip(zip, { surveyFor, onTurned });
  }
  const files = await filesBelow(path);
  const read = await command.studyOfFolder(files, await command.loadSurvey(), { onTurned });
  if ('problems' in read) {
    throw new Failure(read.problems.map(({ error }) => errorText(error)).join('\n'));
  }
  return read;
}

/** @param {string} folder */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const full = join(entry.parentPath ?? entry.path, entry.name);
        const path = [basename(folder), ...relative(folder, full).split(sep)].join('/');
        return { path, file: new File([await readFile(full)], entry.name) };
      })
  );
}

/**
 * The first Ctrl-C lets end what is under way, the second breaks it off, the third ends the process.
 * @param {import('../../src/run/study/queue/stopSignal.ts').StopSignal} stop
 * @param {ProgressLine} line
 */
function stopByKeys(stop, line) {
  const connecting = new AbortController();
  let pressed = 0;
  const nothing = () => {};
  const state = { stop, connecting, breakOff: nothing, release: nothing };
  const onKey = () => {
    pressed += 1;
    if (pressed > 2) process.exit(130);
    connecting.abort(new Failure('Stopped before anything was asked.'));
    if (pressed === 2) return state.breakOff();
    line.say('Stopping: requests that are under way may end. Ctrl-C again breaks them off.');
    stop.stop();
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);
  for (const signal of signals) process.on(signal, onKey);
  state.release = () => signals.forEach((signal) => process.off(signal, onKey));
  return state;
}
