import type { Topic } from '../core/survey/topics.ts';
import type { Question, QuestionId } from '../core/survey/types.ts';
import type { SurveyDataset } from './types.ts';

/** Named choices of questions; a topic is one too. Their titles are in the message catalogue. */
export const NAMED_SETS = ['quick', 'standard', 'all'] as const;
export type QuestionSet = (typeof NAMED_SETS)[number] | Topic;

/**
 * Twelve short questions of eight topics. Figures for (nearly) all of the paper's ten countries,
 * answers of one to three tokens, and countries that differ: a minute's run shows something.
 */
const QUICK: readonly QuestionId[] = 'Q1 Q6 Q29 Q46 Q57 Q121 Q151 Q163 Q165 Q184 Q185 Q199'.split(
  ' '
);

/** Three or more of every topic; within a topic the questions asked in most countries. */
const STANDARD: readonly QuestionId[] = [
  'Q1 Q2 Q8 Q17 Q37 Q38 Q185', // Family and relationships
  'Q46 Q48 Q49 Q57 Q184 Q188 Q195', // Social values and attitudes
  'Q6 Q164 Q165 Q170 Q171 Q173', // Religion and spirituality
  'Q44 Q158 Q160 Q163', // Science and technology
  'Q4 Q69 Q71 Q112 Q199 Q209 Q249 Q251', // Politics and policy
  'Q47 Q51 Q56', // Demographics
  'Q83 Q88 Q90', // International affairs
  'Q22 Q29 Q36 Q182 Q193', // Gender and LGBTQ
  'Q66 Q117 Q206', // News habits and media
  'Q21 Q121 Q124 Q130', // Immigration and migration
  'Q19 Q26 Q63', // Race and ethnicity
  'Q5 Q40 Q106 Q111', // Economy and work
  'Q151 Q152 Q154 Q254 Q257', // Regions and countries
  'Q94 Q98 Q101', // Methodological research
  'Q131 Q146 Q150 Q196 Q197' // Security
].flatMap((ids) => ids.split(' '));

/** The questions of a set that this data set holds, in the set's order. */
export function questionsOf(survey: SurveyDataset, set: QuestionSet): readonly Question[] {
  if (set === 'all') return survey.questions;
  if (set === 'quick') return pick(survey, QUICK);
  if (set === 'standard') return pick(survey, STANDARD);
  return survey.questions.filter(({ topic }) => topic === set);
}

const pick = (survey: SurveyDataset, ids: readonly QuestionId[]): Question[] =>
  ids.flatMap((id) => survey.question(id) ?? []);
