import { describe, expect, it } from 'vitest';
import { tableOf, type Looked } from './table.mjs';

type Of = Pick<Looked, 'kind'> & { said: string; weight: number; drawn: boolean; right: boolean };

const looked = (count: number, { kind, said, weight, drawn, right }: Of): Looked[] =>
  Array.from({ length: count }, (_, at) => ({
    file: `${at}.svg`,
    set: 'Set',
    kind,
    right: [right ? said.replace(/^(a|the) /, '') : 'something else'],
    seen: [{ name: said, weight, drawn }]
  }));
const flag = { kind: 'flag', said: 'the flag of peru', drawn: true } as const;
const photo = { kind: 'photograph', said: 'a dog', drawn: false } as const;

describe('tableOf', () => {
  it('counts by what the name is of, and joins bands that hold too few', () => {
    const { rows } = tableOf([
      ...looked(30, { ...flag, weight: 0.1, right: false }),
      ...looked(40, { ...flag, weight: 0.6, right: true }),
      ...looked(5, { ...flag, weight: 0.95, right: true })
    ]);
    const own = rows.filter(({ kind }) => kind === 'flag');
    expect(own.map(({ from, to, right, n }) => [from, to, right, n])).toEqual([
      [0, 0.5, 0, 30],
      [0.5, 1, 45, 45]
    ]);
  });

  it('tells two bands of few photographs, and leaves drawings with their names out', () => {
    const { rows, sets } = tableOf([
      ...looked(3, { ...photo, weight: 0.3, right: false }),
      ...looked(4, { ...photo, weight: 0.9, right: true }),
      ...looked(60, { ...photo, kind: 'drawing', weight: 0.9, right: false })
    ]);
    const own = rows.filter(({ kind }) => kind === 'photograph');
    expect(own.map(({ from, right, n }) => [from, right, n])).toEqual([
      [0, 0, 3],
      [0.5, 4, 4]
    ]);
    expect(sets).toEqual([
      { set: 'Set', kind: 'photograph', n: 7, right: 4 },
      { set: 'Set', kind: 'drawing', n: 60, right: 0 }
    ]);
  });
});
