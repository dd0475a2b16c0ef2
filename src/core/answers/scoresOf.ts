import { ordersFor } from '../prompts/orders.ts';
import type { PlannedJob } from '../prompts/plan.ts';
import type { AskPlan } from '../prompts/types.ts';
import type { PromptScore, RawAnswer } from './types.ts';

/**
 * The score that a planned job gave to an answer: what `AnswerAssembler` puts together, taken apart
 * again. Work and time of the job are not part of an answer; they come back as 0.
 * @returns null where the answer is to another question, or in other orders
 */
export function scoreIn(
  { questionIndex, part }: Pick<PlannedJob, 'questionIndex' | 'part'>,
  { questions, orders }: Pick<AskPlan, 'questions' | 'orders'>,
  answer: RawAnswer
): PromptScore | null {
  const question = questions[questionIndex];
  if (question?.id !== answer.question) return null;
  const score = (logprobs: readonly number[], tokens: readonly number[]) => ({
    logprobs: [...logprobs],
    tokens: [...tokens],
    prefillTokens: 0,
    ms: 0
  });
  if (answer.readout === 'text') {
    if (part.kind === 'order') return null;
    return score(part.kind === 'text' ? answer.sums : answer.baseline, answer.tokens);
  }
  if (part.kind !== 'order') return null;
  const found = answer.orders[part.index];
  const order = ordersFor(orders, question.options.length)[part.index];
  if (!found || found.order.join() !== order?.join()) return null;
  return score(
    found.logprobs,
    found.logprobs.map(() => 1)
  );
}
