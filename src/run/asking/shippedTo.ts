import { AnswerAssembler } from '../../core/answers/assembler.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';

/** Those answers to a plan that came with the app; what it lacks is left out. */
export async function shippedTo(
  plan: AskPlan,
  { header: { model }, get }: ShippedAnswers
): Promise<RawAnswer[]> {
  const assembler = new AnswerAssembler(plan);
  const answers: RawAnswer[] = [];
  for (const planned of planJobs(plan, model.chat)) {
    const score = get(await answerKey(planned.job, model));
    if (score) answers.push(...assembler.add(planned, score));
  }
  return answers;
}
