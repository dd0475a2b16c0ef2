import { AnswerAssembler } from '../../core/answers/assembler.ts';
import { unfold } from '../../core/answers/answerColumns.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { AppError } from '../../core/errors.ts';
import type { Readout } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { Said } from '../../formats/elsewhere/tablePrompt.ts';
import { keysOf, makeSegment, rowStarts } from '../../store/studies/segments.ts';
import type { AnswerSegment } from '../../store/studies/studyStoreApi.ts';
import { SegmentIds, type AnswerIdentity } from '../study/open/segmentIds.ts';
import type { PromptedStep } from './studyPrompts.ts';

/** Answers to one step, under the name that they are stored by. */
interface StepAnswers {
  id: string;
  answers: RawAnswer[];
}

export interface FoundAnswers {
  steps: StepAnswers[];
  answers: number;
  /** Answers some of whose prompts the table lacks. */
  unfinished: number;
  /** All that are asked, in the readouts in which anything was answered. */
  wanted: number;
  readouts: ReadonlySet<Readout>;
  /** Was a prompt with a picture answered? */
  sees: boolean;
}

/** Puts what a table says of prompts together to answers: nothing is made up where one lacks. */
export async function answersInTable(
  said: ReadonlyMap<string, Said>,
  steps: AsyncIterable<PromptedStep>,
  identity: AnswerIdentity
): Promise<FoundAnswers> {
  const ids = new SegmentIds(identity);
  const found = { steps: [] as StepAnswers[], answers: 0, unfinished: 0, sees: false };
  const wanted = new Map<Readout, number>();
  const readouts = new Set<Readout>();
  for await (const { step, jobs } of steps) {
    const { plan } = step;
    const assembler = new AnswerAssembler(plan);
    const answers: RawAnswer[] = [];
    const touched = new Set<number>();
    for (const { planned, prompt } of jobs) {
      const own = said.get(prompt.id);
      if (own?.kind !== 'scored') continue;
      if (planned.part.kind !== 'baseline') touched.add(planned.questionIndex);
      found.sees ||= prompt.turns.picture !== null;
      const { logprobs, tokens } = own;
      answers.push(...assembler.add(planned, { logprobs, tokens, prefillTokens: 0, ms: 0 }));
    }
    wanted.set(plan.readout, (wanted.get(plan.readout) ?? 0) + plan.questions.length);
    found.answers += answers.length;
    found.unfinished += touched.size - answers.length;
    if (answers.length === 0) continue;
    readouts.add(plan.readout);
    found.steps.push({ id: await ids.of(plan), answers });
  }
  const asked = [...readouts].reduce((sum, readout) => sum + (wanted.get(readout) ?? 0), 0);
  return { ...found, readouts, wanted: asked };
}

/**
 * Answers as segments, behind those that are there already.
 * @returns the segments to store, and how many answers were there before
 * @throws AppError `answers-table-changed` where one is there with other numbers
 */
export function asSegments(
  study: string,
  steps: readonly StepAnswers[],
  stored: readonly AnswerSegment[],
  keys: ReadonlyMap<QuestionId, string>
): { segments: AnswerSegment[]; known: number } {
  const byId = new Map(stored.map((segment) => [segment.id, segment]));
  let known = 0;
  const segments = steps.map(({ id, answers }) => {
    const earlier = byId.get(id);
    if (earlier) known += countSame(earlier, answers, keys);
    return makeSegment(study, id, answers, keys, earlier);
  });
  return { segments, known };
}

function countSame(
  earlier: AnswerSegment,
  answers: readonly RawAnswer[],
  keys: ReadonlyMap<QuestionId, string>
): number {
  const starts = rowStarts(earlier);
  const rows = new Map(keysOf(earlier.questions).map((key, row) => [key, row]));
  let same = 0;
  for (const answer of answers) {
    const row = rows.get(keys.get(answer.question) ?? '');
    if (row === undefined) continue;
    const before = earlier.values.subarray(starts[row], starts[row + 1]);
    const { numbers } = unfold(answer);
    if (numbers.length !== before.length || numbers.some((each, k) => each !== before[k])) {
      throw new AppError('answers-table-changed', { question: answer.question });
    }
    same += 1;
  }
  return same;
}
