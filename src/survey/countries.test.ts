import { describe, expect, it } from 'vitest';
import { loadSurvey } from './dataset.ts';

const survey = await loadSurvey();

describe('countries', () => {
  it('have every field filled; only Venezuela has no income group', () => {
    for (const { region, zone, fieldworkYears } of survey.countries) {
      expect(region && zone).toBeTruthy();
      expect(fieldworkYears.every((year) => year >= 2013 && year <= 2023)).toBe(true);
    }
    const unclassified = survey.countries.filter(({ income }) => income === null);
    expect(unclassified.map(({ code }) => code)).toEqual(['VEN']);
    expect(survey.incomeYear).toBe(2023);
  });

  it('join the map by ISO number; Northern Ireland, which has none, joins nothing', () => {
    const numeric = (code: string) => survey.country(code)?.numeric;
    expect(['KOR', 'TWN', 'HKG', 'MAC', 'GBR'].map(numeric)).toEqual([
      '410',
      '158',
      '344',
      '446',
      '826'
    ]);
    expect(numeric('NIR')).toBe('909');
    expect(new Set(survey.countries.map((country) => country.numeric)).size).toBe(92);
  });

  it('use the World Bank’s and the cultural map’s groups', () => {
    const groups = (name: 'region' | 'income' | 'zone') =>
      new Set(survey.countries.map((country) => country[name])).size;
    expect(['region', 'income', 'zone'].map((name) => groups(name as 'region'))).toEqual([7, 5, 9]);
    expect(survey.country('BIH')).toMatchObject({
      zone: 'Orthodox',
      income: 'Upper middle income'
    });
    expect(survey.country('ZAF')?.fieldworkYears).toEqual([2013]);
  });
});
