import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { run } from 'node:test';

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {string[]} failures one line per failed test
 */

/**
 * One tool that is right or wrong as a whole; its words are shown only when it is wrong.
 * @param {string} name
 * @param {string} program path below node_modules
 * @param {string[]} args
 * @returns {Promise<StepResult>}
 */
export async function runStaticCheck(name, program, args) {
  const started = Date.now();
  const { code, output } = await runNode([join('node_modules', program), ...args]);
  const ok = code === 0;
  if (!ok) console.log(`--- ${name} ---\n${output.trimEnd()}`);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  return {
    name,
    passed: ok ? 1 : 0,
    failed: ok ? 0 : 1,
    skipped: 0,
    seconds: since(started),
    failures: ok ? [] : [name]
  };
}

/**
 * @param {string[]} filters parts of file names; none: all
 * @returns {Promise<StepResult>}
 */
export async function runUnitTests(filters) {
  const started = Date.now();
  const report = join('.cache', 'test', 'unit.json');
  await mkdir(join('.cache', 'test'), { recursive: true });
  await rm(report, { force: true });
  const { code, output } = await runNode([
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--passWithNoTests',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters
  ]);
  if (code !== 0) console.log(output.trimEnd());
  /** @type {VitestReport | null} */
  const found = await readFile(report, 'utf8').then(JSON.parse, () => null);
  const result = {
    name: 'unit tests',
    passed: found?.numPassedTests ?? 0,
    failed: found?.numFailedTests ?? 0,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
    seconds: since(started),
    failures: found ? failuresOf(found) : []
  };
  // A file that does not load or a runner that crashes fails without any failed test.
  if (code !== 0 && result.failed === 0) {
    result.failed = 1;
    result.failures.push('unit tests: the runner failed, see its words above');
  }
  console.log(`${result.failed ? 'FAILED' : 'ok    '}  unit tests (${result.passed})`);
  return result;
}

/** Pages that compute next to nothing keep one core busy: two such files run at a time. */
const LIGHT = /^(app|explore|import|integrity|models|modelsHub|pictures|study)\.test\.mjs$/;

/**
 * Each file runs in a process of its own, those that compute or measure one after the other.
 * @param {string[]} filters parts of file names; none: all
 * @returns {Promise<StepResult>}
 */
export async function runBrowserTests(filters) {
  const started = Date.now();
  const folder = join(process.cwd(), 'test', 'browser');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.test.mjs')).sort();
  const files = names
    .filter((name) => filters.length === 0 || filters.some((part) => name.includes(part)))
    .map((name) => join(folder, name));
  /** @type {StepResult} */
  const result = {
    name: 'browser tests',
    passed: 0,
    failed: 0,
    skipped: 0,
    seconds: 0,
    failures: []
  };
  // The longest of them, the study, first.
  const light = files.filter((file) => LIGHT.test(basename(file))).reverse();
  const work = async () => {
    for (let next = light.shift(); next; next = light.shift()) await runFile(next, result);
  };
  await Promise.all([work(), work()]);
  for (const file of files) if (!LIGHT.test(basename(file))) await runFile(file, result);
  return { ...result, seconds: since(started) };
}

/**
 * @param {string} file
 * @param {StepResult} result counted up as tests end
 * @returns {Promise<void>}
 */
function runFile(file, result) {
  const title = (/** @type {string} */ name) =>
    `${basename(file)}: ${name === file ? 'the file as a whole' : name}`;
  return new Promise((done, failed) => {
    const stream = run({ files: [file], concurrency: 1 });
    stream.on('test:pass', (test) => {
      if (test.details.type === 'suite') return;
      result[test.skip || test.todo ? 'skipped' : 'passed']++;
      console.log(
        `ok      ${title(test.name)} (${(test.details.duration_ms / 1000).toFixed(1)} s)`
      );
    });
    stream.on('test:fail', (test) => {
      if (test.details.type === 'suite') return;
      const { cause } = test.details.error;
      result.failed++;
      result.failures.push(title(test.name));
      console.log(`FAILED  ${title(test.name)}`);
      console.log(cause instanceof Error ? cause.stack : (cause ?? test.details.error));
    });
    stream.on('test:stderr', ({ message }) => process.stderr.write(message));
    stream.once('error', failed);
    stream.once('close', done);
    stream.resume();
  });
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }[]} testResults
 */

/** @param {VitestReport} report */
function failuresOf(report) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${relative(process.cwd(), name)}: ${fullName}`)
  );
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runNode(args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', failed).once('close', (code) => done({ code, output }));
  });
}

/** @param {number} started */
function since(started) {
  return (Date.now() - started) / 1000;
}
