import { describe, expect, it } from 'vitest';
import { toTable } from '../../src/ui/study/results/toTable.ts';
import { openStudyZip } from '../openStudyZip.ts';
import { studyTables } from '../sameNumbers/everyTable.ts';
import { openedOf } from '../sameNumbers/house.ts';
import type { StudyTable } from '../../src/core/study/tables/studyTable.ts';
import { STUDY_KINDS, zipOfKind } from './everyKind.ts';

const isTable = (value: unknown): value is StudyTable =>
  typeof value === 'object' && value !== null && 'columns' in value && 'rows' in value;

describe('a study that lacks something', () => {
  it.each(STUDY_KINDS)('%s: every table is whole, what is missing is null', async (kind) => {
    const open = await openStudyZip(new Blob([await zipOfKind(kind)]));
    const tables = studyTables(openedOf(open), ['jsd-bits']).flatMap(([name, value]) =>
      [value].flat().flatMap((each) => (isTable(each) ? [[name, each] as const] : []))
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const [name, { columns, rows, ...rest }] of tables) {
      const shown = toTable({ columns, rows, ...rest }, (code) => code);
      const labels = shown.columns.map(({ label }) => label);
      expect(new Set(labels).size, `${name}: ${labels.join()}`).toBe(labels.length);
      for (const row of rows) {
        expect(row, name).toHaveLength(columns.length);
        expect(
          row.filter((cell) => typeof cell === 'number' && Number.isNaN(cell)),
          name
        ).toEqual([]);
      }
    }
  });
});
