import { AnswerAssembler } from '../../core/answers/assembler.ts';
import { shareDifference, type ShareDifference } from '../../core/answers/shareDifference.ts';
import type { RawAnswer, TextVariant } from '../../core/answers/types.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';

/** How far a device's answers to a plan lie from those that came with the app, where it has them. */
export async function differenceToShipped(
  plan: AskPlan,
  answers: readonly RawAnswer[],
  { header: { model }, get }: ShippedAnswers,
  variant: TextVariant
): Promise<ShareDifference> {
  const name = ({ question, cue }: RawAnswer) => JSON.stringify([question, cue]);
  const own = new Map(answers.map((answer) => [name(answer), answer]));
  const assembler = new AnswerAssembler(plan);
  const pairs: [RawAnswer, RawAnswer][] = [];
  for (const planned of planJobs(plan, model.chat)) {
    const score = get(await answerKey(planned.job, model));
    for (const shipped of score ? assembler.add(planned, score) : []) {
      const twin = own.get(name(shipped));
      if (twin) pairs.push([twin, shipped]);
    }
  }
  return shareDifference(pairs, variant);
}
