/**
 * `npm run kills`: workers, tabs and whole browsers are killed in the middle of runs; whatever a page had
 * drawn must be in the store, and every table that of an undisturbed run (docs/adr/016).
 */
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';

const USAGE = `Usage: npm run kills -- [--kills N] [--seed N] [--former] [--pace N]
  --kills N  so many, evenly of workers, tabs and browsers, in Lab runs and studies (100)
  --seed N   another seed chooses other moments (1)
  --former   in the order of before: shown first, stored behind
  --pace N   no kills: times N runs in both orders instead`;

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        kills: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        former: { type: 'boolean', default: false },
        pace: { type: 'string' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const kills = integer('--kills', values.kills, 1, 10_000);
  const seed = integer('--seed', values.seed, 0, 2 ** 31 - 1);
  const times = values.pace === undefined ? 0 : integer('--pace', values.pace, 3, 1000);
  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { serveKillsPage } = await import('./kills/page.mjs');
  const server = await serveKillsPage();
  try {
    if (times > 0) return await tellPace(server.url, times);
    const { killRuns } = await import('./kills/rounds.mjs');
    const { isHarmless, killsTable } = await import('./kills/table.mjs');
    const begun = Date.now();
    const say = (/** @type {string} */ line) => console.log(line);
    const outcome = await killRuns({ kills, seed, url: server.url, former: values.former, say });
    console.log(`\n${killsTable(outcome)}`);
    console.log(`${Math.round((Date.now() - begun) / 1000)} s, seed ${seed}`);
    for (const { lost } of outcome.counts) {
      for (const [key, value] of lost.slice(0, 5)) console.log(`lost: ${key} ${value}`);
    }
    if (!isHarmless(outcome)) process.exitCode = 1;
  } finally {
    await server.close();
  }
});

/** @param {string} url @param {number} times */
async function tellPace(url, times) {
  const { measurePace, median } = await import('./kills/pace.mjs');
  const { former, now, memory } = await measurePace({ url, times });
  const told = { 'shown first': former, 'stored first': now, 'stored nowhere': memory };
  for (const [order, all] of Object.entries(told)) {
    console.log(`${order.padEnd(14)}  ${median(all).toFixed(0)} ms (median of ${times} runs)`);
  }
  const change = (median(now) / median(former) - 1) * 100;
  console.log(`stored first takes ${change.toFixed(1)}% more time than shown first`);
}
