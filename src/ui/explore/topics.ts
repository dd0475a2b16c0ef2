import { TOPICS, type Topic } from '../../core/survey/topics.ts';
import { topicOf, type TopicMapping } from '../../core/survey/topicMapping.ts';
import type { Question } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** A topic in an address: `religion-and-spirituality`. */
export function slugOf(topic: Topic): string {
  return topic.toLowerCase().replaceAll(' ', '-');
}

export interface QuestionGroup {
  /** Null: questions that the mapping leaves out, or a list that is not grouped. */
  topic: Topic | null;
  questions: readonly Question[];
}

/** Questions by topic in the order of topics; those without one last; no empty groups. */
export function groupByTopic(
  survey: Pick<SurveyDataset, 'topicsPaper'>,
  questions: readonly Question[],
  mapping: TopicMapping
): QuestionGroup[] {
  return [...TOPICS, null]
    .map((topic) => ({
      topic,
      questions: questions.filter(
        (question) => topicOf(survey.topicsPaper, question, mapping) === topic
      )
    }))
    .filter((group) => group.questions.length > 0);
}
