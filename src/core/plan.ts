import { lettersFor } from './letters.ts';
import { ordersFor } from './orders.ts';
import {
  renderBaseline,
  renderLetterSuffix,
  renderPrefix,
  renderTextSuffix
} from './prompts/render.ts';
import type { AskPlan, ChatFormat, Order, PromptJob, Question, Targets } from './types.ts';

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

/** Questions a block: enough to fill a pack, few enough that all cues of a question come soon. */
const BLOCK_SIZE = 4;

/**
 * Every prompt of a plan, in the order to ask them: block by block of questions, inside a block cue
 * by cue. Jobs that share a prefix are neighbours, and the first questions are complete early.
 */
export function planJobs(plan: AskPlan, chat: ChatFormat, blockSize = BLOCK_SIZE): PlannedJob[] {
  const prefixes = plan.cues.map((cue) => renderPrefix(plan.template, cue, chat));
  const planned: PlannedJob[] = [];
  for (let start = 0; start < plan.questions.length; start += blockSize) {
    const block = plan.questions.slice(start, start + blockSize);
    if (plan.readout === 'text') {
      block.forEach((question, k) => planned.push(baselineJob(question, start + k, chat)));
    }
    plan.cues.forEach((cue, cueIndex) => {
      const prefix = prefixes[cueIndex] as string;
      const picture = cue.kind === 'picture' ? cue.picture : null;
      block.forEach((question, k) => {
        for (const { suffix, targets, part } of partsOf(question, plan, chat)) {
          const job = { prefix, suffix, picture, targets };
          planned.push({ job, cueIndex, questionIndex: start + k, part });
        }
      });
    });
  }
  return planned;
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
