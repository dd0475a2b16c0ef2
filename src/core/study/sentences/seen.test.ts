import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { howSure, saysPerson, seenKind, type SeenBand } from './seen.ts';
import table from './seenCalibration.json';

const bands: SeenBand[] = [
  { kind: 'flag', from: 0, to: 0.5, said: 0.3, right: 9, n: 20 },
  { kind: 'flag', from: 0.5, to: 1, said: 0.9, right: 91, n: 100 },
  { kind: null, from: 0, to: 1, said: 0.6, right: 60, n: 120 }
];

describe('howSure', () => {
  it('takes the likeliest name and the band that its weight lies in', () => {
    const names = [
      { name: 'a lake', weight: 0.04, drawn: true },
      { name: 'the flag of South Korea', weight: 0.95, drawn: true }
    ];
    const found = howSure(names, bands);
    expect(found).toMatchObject({
      name: 'the flag of South Korea',
      kind: 'flag',
      right: 91,
      n: 100
    });
    expect(found?.sure).toBe(true);
    expect(found?.interval[0]).toBeCloseTo(0.838, 3);
    expect(found?.interval[1]).toBeCloseTo(0.952, 3);
  });

  it('is not sure where fewer than half of such names were right', () => {
    expect(howSure([{ name: 'the flag of Chad', weight: 0.49 }], bands)?.sure).toBe(false);
    expect(howSure([{ name: 'the flag of Chad', weight: 0.5 }], bands)?.sure).toBe(true);
    expect(howSure([{ name: 'the flag of Chad', weight: 1 }], bands)?.n).toBe(100);
  });

  it('goes by all pictures where nothing was measured of the kind, or the model does not tell it', () => {
    for (const name of [
      { name: 'a dog', weight: 0.7 },
      { name: 'a dog', weight: 0.7, drawn: false }
    ]) {
      expect(howSure([name], bands)).toMatchObject({ kind: null, n: 120, sure: true });
    }
  });

  it('says nothing of a model that names nothing', () => {
    expect(howSure([], bands)).toBeNull();
  });
});

test('what a name is of is decided from the name and the list it is on', () => {
  expect(seenKind({ name: 'the flag of Peru', weight: 1 })).toBe('flag');
  expect(seenKind({ name: 'a lion', weight: 1, drawn: true })).toBe('drawing');
  expect(seenKind({ name: 'a lion', weight: 1, drawn: false })).toBe('photograph');
  expect(seenKind({ name: 'a lion', weight: 1 })).toBeNull();
});

describe('the measured table', () => {
  const rows = table.rows as readonly SeenBand[];

  it('covers every weight of every kind, without gaps', () => {
    for (const kind of ['flag', 'drawing', 'photograph', null]) {
      const own = rows.filter((row) => row.kind === kind);
      expect(own[0]?.from).toBe(0);
      expect(own.at(-1)?.to).toBe(1);
      own.slice(1).forEach(({ from }, at) => expect(from).toBe(own[at]?.to));
    }
  });

  it('counts what is there: shares within their bands, flags and all else being all sets', () => {
    for (const { from, to, said, right, n } of rows) {
      expect(right).toBeLessThanOrEqual(n);
      expect(said).toBeGreaterThanOrEqual(from);
      expect(said).toBeLessThanOrEqual(to);
    }
    const sum = (list: readonly { n: number; right: number }[]) =>
      list.reduce((all, { n, right }) => ({ n: all.n + n, right: all.right + right }), {
        n: 0,
        right: 0
      });
    const whole = rows.filter(({ kind }) => kind === null || kind === 'flag');
    expect(sum(whole)).toEqual(sum(table.sets));
  });

  it('is what the app goes by', () => {
    for (const { kind, from, right, n } of rows) {
      const drawn = { flag: true, drawing: true, photograph: false };
      const name = kind === 'flag' ? 'the flag of Peru' : 'a thing';
      const concept = { name, weight: from, ...(kind && { drawn: drawn[kind] }) };
      expect(howSure([concept])).toMatchObject({ kind, right, n });
    }
  });
});

describe('saysPerson', () => {
  const { names } = JSON.parse(readFileSync('models/pocket-llava/concepts.json', 'utf8')) as {
    names: string[];
  };

  it('finds the names that say something about somebody', () => {
    const said = [
      'a person wearing turban',
      'a woman with headscarf',
      'a bride',
      'a kimono',
      'an abaya'
    ];
    expect(said.filter((name) => names.includes(name) && saysPerson(name))).toEqual(said);
    expect(
      names
        .filter((name) => /\b(person|people|wom[ae]n|boy|girl)\b/.test(name))
        .every((name) => saysPerson(name) || /sign/.test(name))
    ).toBe(true);
  });

  it('leaves flags, animals and things alone', () => {
    const other = [
      'the flag of Isle of Man',
      'a king penguin',
      'a baby chick',
      'a cat',
      'a palace'
    ];
    expect(other.filter(saysPerson)).toEqual([]);
  });
});
