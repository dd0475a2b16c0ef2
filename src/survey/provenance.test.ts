import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Question } from '../core/survey/types.ts';
import { answersOf } from './compare.ts';
import { loadSurvey } from './dataset.ts';
import { provenanceOf } from './provenance.ts';

const survey = await loadSurvey();
const ask = (id: string) => survey.question(id) as Question;
const answers = (id: string, codes: string) => answersOf(survey, ask(id), codes.split(' '));
const of = (id: string, codes: string) => provenanceOf(survey, answers(id, codes));

describe('provenanceOf', () => {
  it('names each publication with its countries and citations', () => {
    const { sources } = of('Q6', 'NGA IND ZAF');
    expect(sources.map(({ source, countries }) => [source, ...countries])).toEqual([
      ['goqa', 'Nigeria'],
      ['culturespa', 'India'],
      ['ivs-w6', 'South Africa']
    ]);
    expect(sources[0]?.citations).toContain('goqa');
  });

  it('names unweighted figures and those of another round', () => {
    const found = of('Q6', 'NGA IND ZAF');
    expect(found.unweighted).toEqual(['India']);
    expect(found.otherWaves).toEqual([{ country: 'South Africa', wave: '6' }]);
  });

  it('names figures with a known flaw', () => {
    expect(of('Q185', 'VEN NGA').caveats).toEqual([{ country: 'Venezuela', caveat: 'five-steps' }]);
  });

  it('names countries that were not asked', () => {
    expect(of('Q164', 'FRA NGA').notAsked).toEqual(['France']);
  });

  it('says “European study only” of no country that was asked anything else', () => {
    const joint = new Set(
      readFileSync('src/survey/source/questions.csv', 'utf8')
        .split('\n')
        .filter((line) => line.endsWith(',yes'))
        .map((line) => line.split(',')[0])
    );
    const codes = survey.countries.map(({ code }) => code);
    const named = of('Q6', codes.join(' ')).europeanOnly.map(({ country }) => country);
    for (const { code, name } of survey.countries) {
      const asked = survey.questions.filter(({ id }) => survey.figure(code, id));
      const onlyJoint = asked.every(({ id }) => joint.has(id));
      expect([name, named.includes(name)]).toEqual([name, onlyJoint]);
    }
    expect(of('Q6', 'FRA').europeanOnly).toEqual([{ country: 'France', count: 56 }]);
  });
});
