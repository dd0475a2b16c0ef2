import { TOPICS, type Topic } from './topics.ts';
import type { Question, QuestionId } from './types.ts';

/** Who put a question under its topic: this project by hand, or the paper's machine. */
export const MAPPINGS = ['ours', 'paper'] as const;
export type TopicMapping = (typeof MAPPINGS)[number];

type Filed = Pick<Question, 'id'> & { topic: Topic | null };
type PaperTopics = ReadonlyMap<QuestionId, Topic>;

/** A question's topic under a mapping; null where the mapping leaves it out. */
export function topicOf(
  topicsPaper: PaperTopics,
  question: Filed,
  mapping: TopicMapping
): Topic | null {
  return mapping === 'ours' ? question.topic : (topicsPaper.get(question.id) ?? null);
}

/** Questions under a mapping's topics; the same objects where nothing changes. */
export function filedQuestions<Each extends Filed>(
  questions: readonly Each[],
  topicsPaper: PaperTopics,
  mapping: TopicMapping
): readonly Each[] {
  if (mapping === 'ours') return questions;
  return questions.map((question) => ({
    ...question,
    topic: topicOf(topicsPaper, question, mapping)
  }));
}

/** How far a topic is the same questions here and in the paper; numbers of questions. */
export interface TopicOverlap {
  topic: Topic;
  /** Of the questions given, those filed under it. */
  ours: number;
  /** All that the paper's file has under it. */
  papers: number;
  /** Those filed under it here that the paper's file has under it too. */
  shared: number;
}

/**
 * What the topics of some questions have in common with the paper's topics of the same names: both
 * use 15 names, for other questions.
 */
export function topicOverlap(
  questions: readonly Filed[],
  topicsPaper: PaperTopics
): TopicOverlap[] {
  const papers = [...topicsPaper.values()];
  return TOPICS.map((topic) => {
    const ours = questions.filter((question) => question.topic === topic);
    return {
      topic,
      ours: ours.length,
      papers: papers.filter((each) => each === topic).length,
      shared: ours.filter(({ id }) => topicsPaper.get(id) === topic).length
    };
  });
}
