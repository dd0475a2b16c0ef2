import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageOf, scaleMean } from '../core/survey/scale.ts';
import type { Question } from '../core/survey/types.ts';
import { answersOf, inOrder, mapValues, optionIndexOf } from './compare.ts';
import { loadSurvey } from './dataset.ts';

const survey = await loadSurvey();
const ask = (id: string) => survey.question(id) as Question;
const religion = ask('Q6');
const names = (codes: string, order: 'chosen' | 'answer', question = religion) =>
  inOrder(question, answersOf(survey, question, codes.split(' ')), order).map(
    ({ country }) => country.code
  );

describe('scaleMean', () => {
  it('lies between the first and the last code, and is the code where all agree', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 10, maxLength: 10 }), (counts) => {
        const total = counts.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const mean = scaleMean(
          ask('Q164'),
          counts.map((count) => count / total)
        ) as number;
        expect(mean).toBeGreaterThan(1 - 1e-9);
        expect(mean).toBeLessThan(10 + 1e-9);
      })
    );
    expect(scaleMean(religion, [0, 0, 1, 0])).toBe(3);
  });

  it('is nothing for a choice without order', () => {
    expect(scaleMean(ask('Q152'), [0.25, 0.25, 0.25, 0.25])).toBeNull();
  });
});

describe('answersOf and inOrder', () => {
  it('keeps the reader’s order and leaves out codes that the data set does not hold', () => {
    expect(names('KOR XXX NGA', 'chosen')).toEqual(['KOR', 'NGA']);
  });

  it('sorts by more of what is asked, whichever way the codes run', () => {
    expect(names('CHN NGA USA FRA', 'answer')).toEqual(['NGA', 'USA', 'FRA', 'CHN']);
    expect(names('CHN NGA USA', 'answer', ask('Q164'))).toEqual(['NGA', 'USA', 'CHN']);
  });

  it('puts countries that were not asked last', () => {
    expect(names('FRA CHN ITA NGA', 'answer', ask('Q164'))).toEqual(['NGA', 'CHN', 'FRA', 'ITA']);
  });
});

describe('averageOf', () => {
  it('counts every country once and stays a distribution', () => {
    const figures = [...survey.figuresOf('Q6').values()];
    const mean = averageOf(figures) as readonly number[];
    expect(mean.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    const byHand = figures.reduce((sum, { p }) => sum + (p[0] as number), 0) / figures.length;
    expect(mean[0]).toBeCloseTo(byHand, 12);
    expect(averageOf([])).toBeNull();
  });
});

describe('mapValues', () => {
  it('shows every country with figures, the largest first', () => {
    const values = mapValues(survey, religion, { map: 'share', optionIndex: 0 });
    expect(values).toHaveLength(survey.figuresOf('Q6').size);
    expect(values.map(({ value }) => value)).toEqual(
      values.map(({ value }) => value).toSorted((a, b) => b - a)
    );
    const nigeria = values.find(({ country }) => country.code === 'NGA');
    expect(nigeria?.value).toBeCloseTo(0.935, 3);
  });

  it('shows the mean of a scale', () => {
    const [first] = mapValues(survey, ask('Q164'), { map: 'mean', optionIndex: 0 });
    expect(first?.value).toBeGreaterThan(9);
  });
});

describe('optionIndexOf', () => {
  it('goes by code, and to the first option where there is no such code', () => {
    expect(optionIndexOf(religion, 3)).toBe(2);
    expect(optionIndexOf(religion, null)).toBe(0);
    expect(optionIndexOf(religion, 99)).toBe(0);
    expect(optionIndexOf(ask('Q119'), 0)).toBe(0);
  });
});
