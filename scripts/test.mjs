/**
 * `npm test`: sets itself up on a fresh clone, then runs every check of the project. Each static
 * check counts as one test. Closes with `N passed, N failed`; exit code 1 on any failure.
 */
import { parseArgs } from 'node:util';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Failure, runCommand } from './lib/failure.mjs';
import { ensureChromium } from './lib/installChromium.mjs';
import { runBrowserTests, runStaticCheck, runUnitTests } from './lib/testSteps.mjs';

const KINDS = ['static', 'unit', 'browser'];
const USAGE = 'Usage: npm test -- [--only static|unit|browser] [part of a test file name …]';

/** @type {[string, string, string[]][]} name, program below node_modules, its arguments */
const STATIC_CHECKS = [
  ['types', 'typescript/bin/tsc', ['--noEmit']],
  ['types in components', 'svelte-check/bin/svelte-check', ['--fail-on-warnings']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '.']],
  ['unused code', 'knip/bin/knip.js', []],
  ['code that only tests use', 'knip/bin/knip.js', ['--production']]
];

await runCommand(async () => {
  const { values, positionals } = parseOrFail(USAGE, () =>
    parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
  );
  if (values.only !== undefined && !KINDS.includes(values.only)) {
    throw new Failure(`--only ${values.only} is unknown. ${USAGE}`);
  }
  inProjectRoot();
  await ensureDependencies();
  const wanted = (/** @type {string} */ kind) =>
    values.only ? values.only === kind : kind !== 'static' || positionals.length === 0;

  /** @type {import('./lib/testSteps.mjs').StepResult[]} */
  const results = [];
  if (wanted('static')) results.push(...(await inPairs(STATIC_CHECKS)));
  if (wanted('unit')) results.push(await runUnitTests(positionals));
  if (wanted('browser')) {
    ensureChromium();
    const build = await runStaticCheck('build', 'vite/bin/vite.js', [
      'build',
      '--logLevel',
      'warn'
    ]);
    results.push(build);
    if (build.failed === 0) results.push(await runBrowserTests(positionals));
  }
  report(results);
});

/**
 * Two at a time, results in the order of the checks: each tool keeps one core busy.
 * @param {readonly [string, string, string[]][]} checks
 */
async function inPairs(checks) {
  /** @type {import('./lib/testSteps.mjs').StepResult[]} */
  const results = [];
  const waiting = [...checks.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results[next[0]] = await runStaticCheck(...next[1]);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

/** @param {import('./lib/testSteps.mjs').StepResult[]} results */
function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log(`\n${'step'.padEnd(width)}  passed  failed  skipped  seconds`);
  for (const { name, passed, failed, skipped, seconds } of results) {
    const numbers = [passed, failed, skipped].map((n, i) => String(n).padStart([6, 6, 7][i] ?? 0));
    console.log(`${name.padEnd(width)}  ${numbers.join('  ')}  ${seconds.toFixed(1).padStart(7)}`);
  }
  for (const { failures } of results) for (const line of failures) console.log(`FAILED  ${line}`);
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((n, r) => n + r[key], 0);
  if (sum('failed') > 0 || sum('passed') === 0) process.exitCode = 1;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}
