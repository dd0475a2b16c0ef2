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
    expect(questionsOf(survey, 'standard')).toHaveLength(63);
    expect(questionsOf(survey, 'all')).toHaveLength(258);
    expect(questionsOf(survey, 'behaviour')).toHaveLength(77);
  });

  it('quick: eight topics, figures for at least eight of the paper’s ten countries', () => {
    const quick = questionsOf(survey, 'quick');
    expect(new Set(quick.map(({ topic }) => topic)).size).toBe(8);
    expect(Math.min(...quick.map(({ id }) => countriesOf(id)))).toBe(8);
  });

  it('standard: three questions of every topic, as far as it has so many about values', () => {
    const standard = questionsOf(survey, 'standard');
    for (const topic of TOPICS) {
      const values = survey.questions.filter((each) => each.topic === topic && !each.use);
      const wanted = Math.min(3, values.length);
      const found = standard.filter((question) => question.topic === topic).length;
      expect(found).toBeGreaterThanOrEqual(wanted);
    }
  });

  it('takes a topic as a set: its values, or behaviour where it has nothing else', () => {
    const questions = TOPICS.flatMap((topic) => questionsOf(survey, topic));
    const values = survey.questions.filter(({ use }) => !use);
    expect(questions).toEqual(expect.arrayContaining(values));
    const behaviour = questions.filter(({ use }) => use).map(({ topic }) => topic);
    expect([...new Set(behaviour)]).toEqual(['Demographics', 'Methodological research']);
  });

  it('asks about behaviour only where it is chosen', () => {
    for (const set of ['quick', 'standard'] as const)
      expect(questionsOf(survey, set).filter(({ use }) => use)).toEqual([]);
  });

  it('leaves out what another data set does not hold', () => {
    const small = {
      ...survey,
      question: (id: string) => (id === 'Q6' ? survey.question(id) : undefined)
    };
    expect(questionsOf(small, 'quick').map(({ id }) => id)).toEqual(['Q6']);
  });
});
