import { pictureOf } from './cues.ts';
import { lettersFor } from './letters.ts';
import { ordersFor } from './orders.ts';
import { renderBaseline, renderLetterSuffix, renderPrefix, renderTextSuffix } from './render.ts';
import { openedWith } from './openedWith.ts';
import type { AskPlan, ChatFormat, Order, PromptJob, Targets } from './types.ts';
import type { Question } from '../survey/types.ts';

/** What a job contributes: one order of the letters, the options' words, or their baseline. */
export type JobPart =
  { kind: 'order'; order: Order; index: number } | { kind: 'text' } | { kind: 'baseline' };

/** A job and its place in the plan. A baseline serves every cue; its `cueIndex` is -1. */
export interface PlannedJob {
  job: PromptJob;
  cueIndex: number;
  questionIndex: number;
  part: JobPart;
}

/**
 * Cues whose prefixes are kept at a time, by the plan as by the engine: more would have to be
 * computed again with every block of questions.
 */
export const CUES_TOGETHER = 8;

/** Questions of the first blocks: all cues of a question come soon; then enough to fill a pack. */
const BLOCK_SIZES: readonly number[] = [2, 4, 8, 16, 32];

/**
 * Every prompt of a plan, in the order to ask them: some cues at a time, for these block by block
 * of questions, inside a block cue by cue. Jobs that share a prefix are neighbours, each prefix is
 * needed in one stretch, and the first questions are complete early.
 * @param blockSizes questions a block; the last size goes on
 */
export function planJobs(
  plan: AskPlan,
  chat: ChatFormat,
  blockSizes: readonly number[] = BLOCK_SIZES
): PlannedJob[] {
  const opened = openedWith(chat, plan.system);
  const prefixes = plan.cues.map((cue) => renderPrefix(plan.template, cue, opened));
  const planned: PlannedJob[] = [];
  for (let firstCue = 0; firstCue < plan.cues.length; firstCue += CUES_TOGETHER) {
    const cues = plan.cues.slice(firstCue, firstCue + CUES_TOGETHER);
    for (const { start, block } of blocksOf(plan.questions, blockSizes)) {
      if (plan.readout === 'text' && firstCue === 0) {
        block.forEach((question, k) => planned.push(baselineJob(question, start + k, chat)));
      }
      cues.forEach((cue, c) => {
        const cueIndex = firstCue + c;
        const prefix = prefixes[cueIndex] as string;
        const picture = pictureOf(cue);
        block.forEach((question, k) => {
          for (const { suffix, targets, part } of partsOf(question, plan, chat)) {
            const job = { prefix, suffix, picture, targets };
            planned.push({ job, cueIndex, questionIndex: start + k, part });
          }
        });
      });
    }
  }
  return planned;
}

function blocksOf(questions: readonly Question[], sizes: readonly number[]) {
  const blocks: { start: number; block: readonly Question[] }[] = [];
  for (let start = 0; start < questions.length;) {
    const size = sizes[Math.min(blocks.length, sizes.length - 1)] ?? 1;
    blocks.push({ start, block: questions.slice(start, start + size) });
    start += size;
  }
  return blocks;
}

function baselineJob(question: Question, questionIndex: number, chat: ChatFormat): PlannedJob {
  const job: PromptJob = {
    prefix: '',
    suffix: renderBaseline(question, chat),
    picture: null,
    targets: continuationsOf(question)
  };
  return { job, cueIndex: -1, questionIndex, part: { kind: 'baseline' } };
}

function partsOf(
  question: Question,
  plan: AskPlan,
  chat: ChatFormat
): { suffix: string; targets: Targets; part: JobPart }[] {
  const { template, dontKnow } = plan;
  if (plan.readout === 'text') {
    const suffix = renderTextSuffix(template, question, chat);
    return [{ suffix, targets: continuationsOf(question), part: { kind: 'text' } }];
  }
  const extra = dontKnow === 'list' ? template.dontKnowOptions.length : 0;
  const letters = lettersFor(question.options.length + extra);
  return ordersFor(plan.orders, question.options.length).map((order, index) => ({
    suffix: renderLetterSuffix(template, question, order, dontKnow, chat),
    targets: { kind: 'letters', letters },
    part: { kind: 'order', order, index }
  }));
}

function continuationsOf(question: Question): Targets {
  return { kind: 'continuations', continuations: [...question.continuations] };
}
