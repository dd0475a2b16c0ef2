/** Workers, tabs and browsers are killed in mid-run: what was shown is stored. `npm run kills` for 100. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveKillsPage } from '../../scripts/kills/page.mjs';
import { killRuns } from '../../scripts/kills/rounds.mjs';
import { killsTable } from '../../scripts/kills/table.mjs';

const KILLS = Number(process.env.KILLS ?? 9);

test('nothing that was shown is lost, and tables are those of undisturbed runs', async () => {
  const server = await serveKillsPage();
  try {
    const outcome = await killRuns({ kills: KILLS, seed: 1, url: server.url });
    console.log(killsTable(outcome));
    const { counts, tables, other } = outcome;
    assert.deepEqual(
      counts.flatMap(({ lost }) => lost),
      []
    );
    assert.equal(other, 0);
    assert.ok(tables >= 2 && counts.every(({ kills }) => kills > 0));
    assert.ok(counts.some(({ drawn }) => drawn > 20));
  } finally {
    await server.close();
  }
});
