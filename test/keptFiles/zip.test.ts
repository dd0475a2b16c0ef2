import { describe, expect, test } from 'vitest';
import { askedControls, missingControls } from '../../src/core/measures/controls.ts';
import { exactJson, rowsOf, sha256Of } from '../sameNumbers/exactJson.ts';
import { studyTables } from '../sameNumbers/everyTable.ts';
import { openZip } from '../sameNumbers/house.ts';
import { studyCsv } from './house.ts';
import { expectKept, KEPT } from './keptFile.ts';

/** A study's zip written by version 0.1 opens in today's app and comes to the same tables. */
describe.each([
  ['by-names', [false, true, false]],
  ['by-answers', [true, false, true]]
])('the zip of study %s', (id, passes) => {
  test('opens and comes to the same tables', async () => {
    const { opened, gates, missing } = await openZip(`${KEPT}/study-${id}.zip`);
    expect(missing).toBe(0);
    // Nothing is made up for what such a study did not ask.
    expect([askedControls(opened.frame), missingControls(opened.frame)]).toEqual([
      [],
      ['blank', 'frame']
    ]);
    const said = studyTables(opened, ['jsd-bits']);
    expect(gates.map((gate) => gate.passes)).toEqual(passes);
    const tables = [...said, ['gates', gates] as const].map(([name, value]) => {
      return [name, { rows: rowsOf(value), sha256: sha256Of(exactJson(value)) }] as const;
    });
    const text = JSON.stringify(Object.fromEntries(tables), null, 1);
    await expectKept(`exports/study-${id}.json`, `${text}\n`);
    const csv = studyCsv(said.filter(([name]) => SAVED.test(name)));
    expect(Object.keys(csv).length).toBeGreaterThan(5);
    await expectKept(`exports/study-${id}-csv.json`, `${JSON.stringify(csv, null, 1)}\n`);
  });
});

/** Enough to see every kind of table in its CSV once. */
const SAVED =
  /^jsd-bits pmi (culture|people) (table[13]|figure6|figure9|country (table2|figure4))$|^pmi (quality|figure5)$/;
