import { ordersFor } from '../prompts/orders.ts';
import type { PlannedJob } from '../prompts/plan.ts';
import type { AskPlan } from '../prompts/types.ts';
import type { PromptScore, RawAnswer } from './types.ts';

/**
 * Puts the scores of a plan's jobs together, in whatever order they come. Deterministic: any order
 * of arrival gives the same answers; a score fed twice changes nothing.
 */
export class AnswerAssembler {
  readonly #plan: AskPlan;
  readonly #baselines = new Map<number, PromptScore>();
  /** By cell (cue x question): what has come so far; null once the answer is out. */
  readonly #cells = new Map<string, Map<number, PromptScore> | null>();

  constructor(plan: AskPlan) {
    this.#plan = plan;
  }

  /** @returns the answers that this score completes: none, one, or (a baseline) one per cue */
  add(planned: PlannedJob, score: PromptScore): RawAnswer[] {
    const { cueIndex, questionIndex, part } = planned;
    if (part.kind === 'baseline') {
      if (this.#baselines.has(questionIndex)) return [];
      this.#baselines.set(questionIndex, score);
      return this.#plan.cues.flatMap((_, cue) => this.#complete(cue, questionIndex));
    }
    const name = cellName(cueIndex, questionIndex);
    const cell = this.#cells.get(name);
    if (cell === null) return [];
    const scores = cell ?? new Map<number, PromptScore>();
    this.#cells.set(name, scores);
    scores.set(part.kind === 'order' ? part.index : 0, score);
    return this.#complete(cueIndex, questionIndex);
  }

  #complete(cueIndex: number, questionIndex: number): RawAnswer[] {
    const name = cellName(cueIndex, questionIndex);
    const scores = this.#cells.get(name);
    const cue = this.#plan.cues[cueIndex];
    const question = this.#plan.questions[questionIndex];
    if (!scores || !cue || !question) return [];
    let answer: RawAnswer;
    if (this.#plan.readout === 'text') {
      const words = scores.get(0);
      const baseline = this.#baselines.get(questionIndex);
      if (!words || !baseline) return [];
      answer = {
        question: question.id,
        cue,
        readout: 'text',
        sums: words.logprobs,
        tokens: words.tokens,
        baseline: baseline.logprobs
      };
    } else {
      const orders = ordersFor(this.#plan.orders, question.options.length);
      if (scores.size < orders.length) return [];
      answer = {
        question: question.id,
        cue,
        readout: 'letter',
        orders: orders.map((order, k) => ({ order, logprobs: scores.get(k)?.logprobs ?? [] }))
      };
    }
    this.#cells.set(name, null);
    return [answer];
  }
}

const cellName = (cueIndex: number, questionIndex: number) => `${cueIndex} ${questionIndex}`;
