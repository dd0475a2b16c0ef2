import { cellsBeyondChance, unitsOf, type CellEvidence } from '../../inference/evidence.ts';
import type { Tested } from '../../inference/types.ts';
import type { Column, ColumnKind } from './studyTable.ts';

/** A row with its tested difference, and what may be said of it among all that a figure shows. */
export interface Judged {
  tested: Tested | null;
  evidence: CellEvidence;
}

/**
 * Rows with the evidence for their differences: all rows of a family are cells of one figure, and
 * are adjusted together.
 */
export function judged<Row extends object>(
  rows: readonly Row[],
  testedOf: (row: Row) => Tested | null | undefined,
  familyOf: (row: Row) => unknown = () => null
): (Row & Judged)[] {
  const families = new Map<unknown, number[]>();
  rows.forEach((row, at) => {
    const family = familyOf(row);
    families.set(family, [...(families.get(family) ?? []), at]);
  });
  const found: (Row & Judged)[] = [];
  for (const members of families.values()) {
    const tested = members.map((at) => testedOf(rows[at] as Row) ?? null);
    const evidence = cellsBeyondChance(tested.map(unitsOf));
    members.forEach((at, k) => {
      const own = { tested: tested[k] ?? null, evidence: evidence[k] as CellEvidence };
      found[at] = { ...(rows[at] as Row), ...own };
    });
  }
  return found;
}

/**
 * What the tests say of a row: p over questions and over the second unit, the larger of them
 * adjusted, whether that is beyond chance, whether there are too few units to tell, and the smallest
 * difference that would have been found in 80% of cases.
 * @param kind of the difference
 */
export function evidenceColumns<Row extends Judged>(
  second: 'pPictures' | 'pCountries',
  kind: ColumnKind
): Column<Row>[] {
  const flag = ({ tested }: Row, value: boolean) => tested && Number(value);
  return [
    ['p', 'p', ({ tested }) => tested?.p],
    [second, 'p', ({ tested }) => tested?.second?.p],
    ['adjusted', 'p', ({ evidence }) => evidence.adjusted],
    ['clear', 'flag', (row) => flag(row, row.evidence.clear)],
    ['tooFew', 'flag', (row) => flag(row, row.evidence.tooFew)],
    ['detectable', kind, ({ evidence }) => evidence.detectable]
  ];
}
