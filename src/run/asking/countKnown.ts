import { AnswerAssembler } from '../../core/answers/assembler.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { AnswerStore } from '../../store/storeApi.ts';

/** @returns how many of the plan's answers this model has given before, so that they cost nothing */
export async function countKnown(
  plan: AskPlan,
  loaded: LoadedModel,
  answers: AnswerStore
): Promise<number> {
  const planned = planJobs(plan, loaded.chat);
  const keys = await Promise.all(planned.map(({ job }) => answerKey(job, loaded)));
  const known = await answers.get([...new Set(keys)]);
  const assembler = new AnswerAssembler(plan);
  let count = 0;
  planned.forEach((job, k) => {
    const score = known.get(keys[k] as string);
    if (score) count += assembler.add(job, score).length;
  });
  return count;
}
