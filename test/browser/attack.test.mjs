/** Hostile inputs: a few of each kind but models, which take long and have a test of their own (docs/attack.md; `npm run attack` gives all). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fewOfEach } from '../../scripts/attack/corpus/corpus.mjs';
import { attack } from '../../scripts/attack/run/attack.mjs';
import { attackTable, failureLines } from '../../scripts/attack/table.mjs';
import { ensureBuild } from '../../scripts/lib/build.mjs';

const SEED = 1;
/** On a machine that does other things too, an answer may take longer than the five seconds that the command allows. */
const PATIENCE_MS = 30_000;

test(
  'a few hostile inputs of each kind but models hang nothing, lose nothing and do not get in',
  { timeout: 900_000 },
  async () => {
    const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
    const results = await attack({
      inputs: fewOfEach(2).filter(({ kind }) => kind !== 'model'),
      seed: SEED,
      root,
      patienceMs: PATIENCE_MS
    });
    console.log(attackTable(results));
    assert.deepEqual(failureLines(results, SEED), []);
  }
);
