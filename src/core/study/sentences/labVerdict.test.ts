import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Movement } from '../../measures/movement.ts';
import { blankBadge } from './labBadges.ts';
import { labVerdict, type LabRun } from './labVerdict.ts';
import { reachCount } from './movement.ts';

const moved = (size: number, reach: number | null, signed: number | null = size): Movement => ({
  ...{ zero: [1, 0], size, reach, moved: size, signed },
  ...{ alongScale: true, towards: 1, toSurvey: null }
});
const beyond = moved(0.2, 0.1);
const within = moved(0.1, 0.1);
const run = (parts: Partial<LabRun>): LabRun => ({
  ...{ pictures: [], words: [], name: [], blanks: true, ended: true },
  ...parts
});

describe('the verdict', () => {
  test('of one picture counts what moved beyond the blanks, of what is known', () => {
    expect(labVerdict(run({ pictures: [[beyond, within, null]] }))).toEqual({
      ...{ what: 'counted', beyond: 1, known: 2, soFar: false }
    });
    expect(labVerdict(run({ pictures: [[within, null]], ended: false }))).toMatchObject({
      ...{ beyond: 0, known: 1, soFar: true }
    });
  });

  test('waits for the first answer', () => {
    expect(labVerdict(run({ pictures: [[null]], ended: false }))).toEqual({ what: 'waiting' });
  });

  test('of several pictures counts each', () => {
    const found = labVerdict(
      run({
        pictures: [
          [beyond, beyond],
          [within, null]
        ]
      })
    );
    expect(found).toMatchObject({
      what: 'several',
      each: [
        { beyond: 2, known: 2 },
        { beyond: 0, known: 1 }
      ]
    });
  });

  test('without blanks counts nothing', () => {
    expect(labVerdict(run({ pictures: [[beyond]], blanks: false }))).toEqual({
      ...{ what: 'noBlanks', pictures: 1 }
    });
  });

  test('of pictures in words says how far each moves, as of a name', () => {
    const found = labVerdict(
      run({
        words: [
          [moved(0.1, null), moved(0.3, null)],
          [null, null]
        ]
      })
    );
    expect(found).toMatchObject({ what: 'words', soFar: false, each: [{ known: 2 }, null] });
    expect(labVerdict(run({ words: [[null]], ended: false }))).toEqual({ what: 'waiting' });
    expect(labVerdict(run({ words: [[null]] }))).toEqual({ what: 'noFrame' });
  });

  test('of a name says how far and never that it beats anything', () => {
    const found = labVerdict(run({ name: [moved(0.1, null), moved(0.3, null), null] }));
    expect(found).toMatchObject({ what: 'name', known: 2, of: 'scale' });
    expect(found.what === 'name' && found.mean).toBeCloseTo(0.2, 12);
    expect(labVerdict(run({ name: [moved(0.4, null, null)] }))).toMatchObject({ of: 'shares' });
    const both = labVerdict(run({ name: [moved(0.4, null, null), moved(0.1, null)] }));
    expect(both).toMatchObject({ known: 1, mean: 0.1, of: 'scale' });
    expect(labVerdict(run({}))).toEqual({ what: 'noFrame' });
  });

  test('never says other than the badge', () => {
    const answer = fc.option(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true })
      )
    );
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1 }), fc.boolean(), (answers, ended) => {
        const movements = answers.map((each) => each && moved(each[0], each[1]));
        const verdict = labVerdict(run({ pictures: [movements], ended }));
        const badge = blankBadge(reachCount(movements));
        if (verdict.what === 'counted')
          expect(badge).toMatchObject({ beyond: verdict.beyond, known: verdict.known });
        else expect(badge).toBeNull();
      })
    );
  });
});
