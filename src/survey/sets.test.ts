import { describe, expect, it } from 'vitest';
import { TOPICS } from '../core/survey/topics.ts';
import { loadSurvey } from './dataset.ts';
import { NAMED_SETS, questionsOf } from './sets.ts';

const survey = await loadSurvey();
const TEN = 'BRA CHN FRA ITA MEX NGA PAK KOR USA VNM'.split(' ');
const countriesOf = (id: string) => TEN.filter((code) => survey.figure(code, id)).length;

describe('questionsOf', () => {
  it.each(NAMED_SETS)('holds known questions once each: %s', (set) => {
    const ids = questionsOf(survey, set).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has the promised sizes', () => {
    expect(questionsOf(survey, 'quick')).toHaveLength(12);
    expect(questionsOf(survey, 'standard')).toHaveLength(70);
    expect(questionsOf(survey, 'all')).toHaveLength(258);
  });

  it('quick: eight topics, figures for at least eight of the paper’s ten countries', () => {
    const quick = questionsOf(survey, 'quick');
    expect(new Set(quick.map(({ topic }) => topic)).size).toBe(8);
    expect(Math.min(...quick.map(({ id }) => countriesOf(id)))).toBe(8);
  });

  it('standard: at least three questions of every topic', () => {
    const standard = questionsOf(survey, 'standard');
    for (const topic of TOPICS)
      expect(standard.filter((question) => question.topic === topic).length).toBeGreaterThan(2);
  });

  it('takes a topic as a set; all topics together are all questions', () => {
    const sizes = TOPICS.map((topic) => questionsOf(survey, topic).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(258);
  });

  it('leaves out what another data set does not hold', () => {
    const small = {
      ...survey,
      question: (id: string) => (id === 'Q6' ? survey.question(id) : undefined)
    };
    expect(questionsOf(small, 'quick').map(({ id }) => id)).toEqual(['Q6']);
  });
});
