import type { Topic } from '../core/survey/topics.ts';
import type { Question, QuestionId } from '../core/survey/types.ts';
import type { SurveyDataset } from './types.ts';

/**
 * Named choices of questions; a topic is one too. `behaviour`: all that ask what people do, have,
 * perceive or know. Their titles are in the message catalogue.
 */
export const NAMED_SETS = ['quick', 'standard', 'all', 'behaviour'] as const;
export type QuestionSet = (typeof NAMED_SETS)[number] | Topic;

/**
 * Twelve short questions of eight topics. Figures for (nearly) all of the paper's ten countries,
 * answers of one to three tokens, and countries that differ: a minute's run shows something.
 */
const QUICK: readonly QuestionId[] = 'Q1 Q6 Q29 Q46 Q57 Q121 Q151 Q163 Q165 Q184 Q185 Q199'.split(
  ' '
);

/**
 * Three or more of every topic that has as many about values; within a topic mostly the questions
 * asked in most countries.
 */
const STANDARD: readonly QuestionId[] = [
  'Q1 Q2 Q8 Q17 Q37 Q38 Q185 Q193', // Family and relationships
  'Q46 Q48 Q49 Q57 Q184 Q188 Q195', // Social values and attitudes
  'Q6 Q164 Q165 Q170 Q168 Q173', // Religion and spirituality
  'Q44 Q158 Q160 Q163', // Science and technology
  'Q4 Q69 Q71 Q242 Q199 Q240 Q249 Q251 Q152 Q154', // Politics and policy
  'Q83 Q88 Q90', // International affairs
  'Q22 Q29 Q36 Q182', // Gender and LGBTQ
  'Q66 Q67', // News habits and media
  'Q21 Q121 Q124 Q130', // Immigration and migration
  'Q19 Q26 Q63', // Race and ethnicity
  'Q5 Q40 Q106 Q111', // Economy and work
  'Q151 Q254 Q257', // Regions and countries
  'Q131 Q146 Q150 Q196 Q197' // Security
].flatMap((ids) => ids.split(' '));

/**
 * The questions of a set that this data set holds, in the set's order. A topic's are those about
 * values; where it has none, all it has.
 */
export function questionsOf(survey: SurveyDataset, set: QuestionSet): readonly Question[] {
  if (set === 'all') return survey.questions;
  if (set === 'quick') return pick(survey, QUICK);
  if (set === 'standard') return pick(survey, STANDARD);
  if (set === 'behaviour') return survey.questions.filter(({ use }) => use === 'behaviour');
  const own = survey.questions.filter(({ topic }) => topic === set);
  const values = own.filter(({ use }) => use !== 'behaviour');
  return values.length > 0 ? values : own;
}

const pick = (survey: SurveyDataset, ids: readonly QuestionId[]): Question[] =>
  ids.flatMap((id) => survey.question(id) ?? []);
