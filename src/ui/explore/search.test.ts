import { describe, expect, it } from 'vitest';
import { loadSurvey } from '../../survey/dataset.ts';
import { holdsAll, searchQuestions } from './search.ts';
import { MAPPINGS, topicOf } from '../../core/survey/topicMapping.ts';
import { groupByTopic } from './topics.ts';

const survey = await loadSurvey();
const ids = (query: string) => searchQuestions(survey.questions, query).map(({ id }) => id);

describe('searchQuestions', () => {
  it('finds everything, in order, for an empty query', () => {
    expect(searchQuestions(survey.questions, '  ')).toEqual(survey.questions);
  });

  it('puts the question of that number first', () => {
    expect(ids('q6')[0]).toBe('Q6');
    expect(ids('Q6')).toContain('Q60');
  });

  it('looks at the label, then the wording, then the answers', () => {
    const ranks = searchQuestions(survey.questions, 'work').map((question) =>
      holdsAll(question.short, 'work') ? 1 : holdsAll(question.text, 'work') ? 2 : 3
    );
    expect(new Set(ranks)).toEqual(new Set([1, 2, 3]));
    expect(ranks).toEqual(ranks.toSorted());
    expect(ids('hard to say')).toContain('Q119');
  });

  it('wants every word, in any order and of any case', () => {
    expect(ids('DIVORCE justifiable')).toEqual(ids('justifiable divorce'));
    expect(ids('divorce')).toContain('Q185');
    expect(ids('divorce zebra')).toEqual([]);
  });

  it('does not mind accents', () => {
    expect(holdsAll('Türkiye', 'turkiye')).toBe(true);
    expect(holdsAll('Turkiye', 'TÜRKIYE')).toBe(true);
  });
});

describe('groupByTopic', () => {
  it.each(MAPPINGS)('holds every question once: %s', (mapping) => {
    const groups = groupByTopic(survey, survey.questions, mapping);
    const grouped = groups.flatMap(({ questions }) => questions);
    expect(new Set(grouped)).toEqual(new Set(survey.questions));
    expect(grouped).toHaveLength(survey.questions.length);
    for (const { topic, questions } of groups)
      for (const question of questions)
        expect(topicOf(survey.topicsPaper, question, mapping)).toBe(topic);
  });

  it('puts last what the paper’s file leaves out; by hand nothing is left out', () => {
    expect(groupByTopic(survey, survey.questions, 'ours')).toHaveLength(15);
    expect(groupByTopic(survey, survey.questions, 'paper').at(-1)?.topic).toBeNull();
  });
});
