import { toAnswer } from '../../core/answers/answer.ts';
import { AnswerAssembler } from '../../core/answers/assembler.ts';
import type { Answer, RawAnswer, TextVariant } from '../../core/answers/types.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';

/** Answers to one question, parallel to the plan's cues: nothing where the file holds none. */
export interface FileAnswers {
  answers: readonly (Answer | null)[];
  raws: readonly (RawAnswer | undefined)[];
}

/** What a file of shipped answers holds of a plan, by question; no model is asked. */
export async function answersInFile(
  { header: { model }, get }: ShippedAnswers,
  plan: AskPlan,
  variant: TextVariant
): Promise<ReadonlyMap<QuestionId, FileAnswers>> {
  const raws = new Map(plan.questions.map(({ id }) => [id, new Map<number, RawAnswer>()]));
  const assembler = new AnswerAssembler(plan);
  for (const planned of planJobs(plan, model.chat)) {
    const score = get(await answerKey(planned.job, model));
    if (!score) continue;
    for (const raw of assembler.add(planned, score)) {
      raws.get(raw.question)?.set(planned.cueIndex, raw);
    }
  }
  return new Map(
    [...raws].map(([id, found]) => {
      const own = plan.cues.map((_, index) => found.get(index));
      return [
        id,
        { raws: own, answers: own.map((raw) => (raw ? toAnswer(raw, { variant }) : null)) }
      ] as const;
    })
  );
}
