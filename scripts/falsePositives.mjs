/**
 * `npm run stats:null`: how often the statistics call a null beyond chance, as a Markdown table
 * (docs/inference.md). `--times N` simulated experiments a cell (4,000).
 */
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';

await runCommand(async () => {
  const { values } = parseOrFail('Usage: npm run stats:null -- [--times N]', () =>
    parseArgs({ options: { times: { type: 'string', default: '4000' } } })
  );
  const times = integer('--times', values.times, 100, 1e6);
  inProjectRoot();
  const { importTs } = await import('./importTs.mjs');
  /** @type {typeof import('../test/inference/falsePositives.ts')} */
  const { falsePositives, NULLS, SIZES } = await importTs('test/inference/falsePositives.ts');
  const share = (/** @type {number} */ value) => value.toFixed(3).replace('0.', '.');
  console.log(`| differences | by | ${SIZES.map((n) => `n = ${n}`).join(' | ')} |`);
  console.log(`| --- | --- | ${SIZES.map(() => '---').join(' | ')} |`);
  const rows = (
    /** @type {string} */ name,
    /** @type {import('../test/inference/falsePositives.ts').FalsePositives[]} */ found
  ) => {
    console.log(`| ${name} | sign flips | ${found.map(({ flips }) => share(flips)).join(' | ')} |`);
    console.log(`| | t interval | ${found.map((each) => share(each.interval)).join(' | ')} |`);
  };
  for (const name of Object.keys(NULLS)) {
    rows(
      name,
      SIZES.map((n) => falsePositives(name, n, times))
    );
  }
  /** @type {typeof import('../test/inference/blanks.ts')} */
  const { blankDifferences, blankPositives } = await importTs('test/inference/blanks.ts');
  const differences = await blankDifferences('public/example-study/example.zip');
  for (const swapped of [true, false]) {
    rows(
      swapped ? 'blanks, exchanged' : 'blanks, as they are',
      SIZES.map((n) => blankPositives(differences, n, times, swapped))
    );
  }
});
