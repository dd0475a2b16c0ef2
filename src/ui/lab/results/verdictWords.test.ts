import { describe, expect, test } from 'vitest';
import { blankWords, nameWords, pointsWords } from './badgeWords.ts';
import { verdictWords } from './verdictWords.ts';

const counted = (beyond: number, known: number, soFar = false) =>
  verdictWords({ what: 'counted', beyond, known, soFar }, 'Brazil');

describe('the verdict', () => {
  test('counts answers', () => {
    expect(counted(3, 12)).toBe('3 of 12 answers moved more than a blank picture moves them.');
    expect(counted(1, 12)).toBe('1 of 12 answers moved more than a blank picture moves it.');
    expect(counted(0, 12)).toBe('None of 12 answers moved more than a blank picture moves them.');
    expect(counted(12, 12)).toBe('All 12 answers moved more than a blank picture moves them.');
    expect(counted(1, 1)).toBe('The one answer moved more than a blank picture moves it.');
  });

  test('says while answers come that it is not the last word', () => {
    expect(counted(1, 2, true)).toMatch(/^So far 1 of 2 moved/);
    expect(counted(2, 2, true)).toMatch(/^So far 2 of 2/);
    expect(counted(0, 2, true)).toMatch(/^So far none of 2/);
  });

  test('of several pictures names their letters, and of how many answers where that differs', () => {
    const several = (soFar: boolean, ...each: [number, number][]) =>
      verdictWords(
        { what: 'several', soFar, each: each.map(([beyond, known]) => ({ beyond, known })) },
        'Brazil'
      );
    expect(several(false, [3, 12], [2, 12], [1, 12])).toBe(
      'Beyond a blank picture’s reach, A moved 3 of 12 answers, B 2, C 1.'
    );
    expect(several(true, [3, 12], [2, 5], [0, 0])).toBe(
      'So far, beyond a blank picture’s reach, A moved 3 of 12 answers, B 2 of 5.'
    );
    expect(several(false, [0, 12], [0, 12])).toMatch(/^None of the 2 pictures moved any of 12/);
  });

  test('of pictures in words says how far they move answers, and names letters of several', () => {
    const moved = (mean: number) => ({ known: 12, mean, of: 'scale' }) as const;
    const words = (...each: ReturnType<typeof moved>[]) =>
      verdictWords({ what: 'words', soFar: false, each }, 'Brazil');
    expect(words(moved(0.064))).toBe(
      'The picture in words moves 12 answers by 6% of the scale on average.'
    );
    expect(words(moved(0.064), moved(0.1))).toMatch(/on average, by A 6%, B 10%\.$/);
  });

  test('without blanks says that there is no telling; of a name how far it moves', () => {
    expect(verdictWords({ what: 'noBlanks', pictures: 1 }, 'Brazil')).toMatch(/no telling/);
    const name = { what: 'name', soFar: false, known: 12, mean: 0.064, of: 'scale' } as const;
    expect(verdictWords(name, 'Brazil')).toBe(
      'The name Brazil moves 12 answers by 6% of the scale on average.'
    );
  });
});

test('badges give an answer and what belongs to it', () => {
  expect(blankWords({ what: 'count', beyond: 3, known: 12 }).main).toBe('3 of 12');
  expect(pointsWords({ what: 'place', rank: 57, of: 92, byChance: 46 })).toEqual({
    ...{ main: '57th of 92', note: 'by chance 46th' }
  });
  const placed = (rank: number) => pointsWords({ what: 'place', rank, of: 92, byChance: 46 }).main;
  expect([1, 2, 3, 11, 22].map(placed)).toEqual(
    ['1st', '2nd', '3rd', '11th', '22nd'].map((place) => `${place} of 92`)
  );
  expect(nameWords({ what: 'chance', needs: 0.07 })).toEqual({
    ...{ main: 'Not shown', note: 'needs a lead of 7' }
  });
  expect(nameWords({ what: 'name', lead: 0.05 }).main).toBe('The name does');
  expect(pointsWords({ what: 'gap', gap: 'few' }).main).toBe('Not known');
  expect(nameWords(null).note).toBe('');
});
