import { TOPICS, type Topic } from '../../core/survey/topics.ts';
import type { Question } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** Who put a question under its topic: this project by hand, or the paper's machine. */
export const MAPPINGS = ['ours', 'paper'] as const;
export type TopicMapping = (typeof MAPPINGS)[number];

/** A topic in an address: `religion-and-spirituality`. */
export function slugOf(topic: Topic): string {
  return topic.toLowerCase().replaceAll(' ', '-');
}

/** A question's topic under a mapping; null where the mapping leaves it out. */
export function topicOf(
  survey: Pick<SurveyDataset, 'topicsPaper'>,
  question: Question,
  mapping: TopicMapping
): Topic | null {
  return mapping === 'ours' ? question.topic : (survey.topicsPaper.get(question.id) ?? null);
}

export interface QuestionGroup {
  /** Null: questions that the mapping leaves out, or a list that is not grouped. */
  topic: Topic | null;
  questions: readonly Question[];
}

/** Questions by topic in the paper's order of topics; those without one last; no empty groups. */
export function groupByTopic(
  survey: Pick<SurveyDataset, 'topicsPaper'>,
  questions: readonly Question[],
  mapping: TopicMapping
): QuestionGroup[] {
  return [...TOPICS, null]
    .map((topic) => ({
      topic,
      questions: questions.filter((question) => topicOf(survey, question, mapping) === topic)
    }))
    .filter((group) => group.questions.length > 0);
}
