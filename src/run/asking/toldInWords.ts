import { toAnswer } from '../../core/answers/answer.ts';
import { AnswerAssembler } from '../../core/answers/assembler.ts';
import type { Answer, RawAnswer } from '../../core/answers/types.ts';
import { brief } from '../../core/prompts/brief.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import type { Question, QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';

/** How the language model of the words example was asked, whatever the Lab asks its own in. */
export const TOLD = {
  template: brief,
  readout: 'letter',
  orders: 'forward+reverse',
  dontKnow: 'omit',
  system: 'own'
} as const satisfies Partial<AskPlan>;

/** Answers to one question, parallel to the cues: nothing where the file holds none. */
export interface ToldAnswers {
  answers: readonly (Answer | null)[];
  raws: readonly (RawAnswer | undefined)[];
}

/**
 * What the shipped language model answered when it was told something in words, by question. Only answers
 * to these very prompts are found: to a question in other words, or about other words, there is none.
 */
export async function toldInWords(
  shipped: ShippedAnswers,
  cues: readonly Cue[],
  questions: readonly Question[]
): Promise<ReadonlyMap<QuestionId, ToldAnswers>> {
  const { model } = shipped.header;
  const plan: AskPlan = { ...TOLD, cues, questions };
  const raws = new Map(questions.map(({ id }) => [id, new Map<number, RawAnswer>()]));
  const assembler = new AnswerAssembler(plan);
  for (const planned of planJobs(plan, model.chat)) {
    const score = shipped.get(await answerKey(planned.job, model));
    if (!score) continue;
    for (const raw of assembler.add(planned, score)) {
      raws.get(raw.question)?.set(planned.cueIndex, raw);
    }
  }
  return new Map(
    [...raws].map(([id, found]) => {
      const own = cues.map((_, index) => found.get(index));
      return [
        id,
        { raws: own, answers: own.map((raw) => (raw ? toAnswer(raw, LETTERS) : null)) }
      ] as const;
    })
  );
}

/** Letters have no variant. */
const LETTERS = { variant: 'raw' } as const;
