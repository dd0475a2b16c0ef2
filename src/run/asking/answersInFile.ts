import { toAnswer } from '../../core/answers/answer.ts';
import type { Answer, RawAnswer, TextVariant } from '../../core/answers/types.ts';
import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { shippedTo } from './shippedTo.ts';

/** Answers to one question, parallel to the plan's cues: nothing where the file holds none. */
export interface FileAnswers {
  answers: readonly (Answer | null)[];
  raws: readonly (RawAnswer | undefined)[];
}

/** What a file of shipped answers holds of a plan, by question; no model is asked. */
export async function answersInFile(
  shipped: ShippedAnswers,
  plan: AskPlan,
  variant: TextVariant
): Promise<ReadonlyMap<QuestionId, FileAnswers>> {
  const found = new Map(plan.questions.map(({ id }) => [id, new Map<Cue, RawAnswer>()]));
  for (const raw of await shippedTo(plan, shipped)) found.get(raw.question)?.set(raw.cue, raw);
  return new Map(
    [...found].map(([id, byCue]) => {
      const raws = plan.cues.map((cue) => byCue.get(cue));
      const answers = raws.map((raw) => (raw ? toAnswer(raw, { variant }) : null));
      return [id, { raws, answers }] as const;
    })
  );
}
