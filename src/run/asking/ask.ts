import { AnswerAssembler } from '../../core/answers/assembler.ts';
import { planJobs, type PlannedJob } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { LoadedModel, RunCounters } from '../../engine/engineApi.ts';
import type { Ask, AskEvents, Asking, AskSummary } from './askApi.ts';
import { compute, lookUp, type MissingJob, type ScoreServices } from './storedScores.ts';
import { assertNoMarks } from './templateMarks.ts';
import { OtherModel } from './throughFaults.ts';
import { costsOf, NO_COST, TimeLeft } from './timeLeft.ts';

export interface AskServices extends ScoreServices {
  loaded: Pick<
    LoadedModel,
    'model' | 'marks' | 'manifestHash' | 'dtype' | 'device' | 'view' | 'chat'
  >;
  /** Milliseconds; a parameter for tests. */
  now?: () => number;
}

/**
 * Asks a plan's questions: known answers first, from the store, then the engine's, each told once
 * it is stored, so that a run that ends early (cancel, reload, crash, kill) goes on where it was
 * and nothing that was seen of it is lost.
 */
export function createAsk(services: AskServices): Ask {
  return (plan, events) => {
    const run = new Run(services, plan, events);
    return { done: run.start(), cancel: () => run.cancel() } satisfies Asking;
  };
}

class Run {
  readonly #plan: AskPlan;
  #services: AskServices;
  readonly #events: AskEvents;
  #planned: PlannedJob[] = [];
  #assembler: AnswerAssembler;
  readonly #total: number;
  readonly #now: () => number;
  #done = 0;
  #cached = 0;
  #cancelled = false;
  #computing = false;

  constructor(services: AskServices, plan: AskPlan, events: AskEvents) {
    this.#services = services;
    this.#events = events;
    this.#plan = plan;
    this.#assembler = new AnswerAssembler(plan);
    this.#total = plan.cues.length * plan.questions.length;
    this.#now = services.now ?? (() => performance.now());
  }

  cancel(): void {
    this.#cancelled = true;
    // A rejected cancel means that the engine is gone, and with it the run.
    if (this.#computing) void this.#services.engine.cancel().catch(() => undefined);
  }

  async start(): Promise<AskSummary> {
    for (;;) {
      try {
        return await this.#run();
      } catch (thrown) {
        if (!(thrown instanceof OtherModel)) throw thrown;
        // Answers of two devices are two runs' answers.
        this.#services = { ...this.#services, loaded: thrown.loaded };
        this.#events.onModel?.(thrown.loaded);
      }
    }
  }

  async #run(): Promise<AskSummary> {
    assertNoMarks([this.#plan.template], this.#services.loaded);
    this.#planned = planJobs(this.#plan, this.#services.loaded.chat);
    this.#assembler = new AnswerAssembler(this.#plan);
    this.#done = 0;
    const jobs = this.#planned.map(({ job }) => job);
    const { known, missing } = await lookUp(jobs, this.#services);
    for (const [index, score] of known) this.#feed([index], score);
    this.#cached = this.#done;
    this.#report(null, null);
    const counters = await this.#compute(this.#cancelled ? [] : missing);
    return {
      counters,
      cached: this.#cached,
      cancelled: (this.#cancelled || counters.cancelled) && this.#done < this.#total
    };
  }

  async #compute(missing: readonly MissingJob[]): Promise<RunCounters> {
    const costs = costsOf(missing.map(({ job }) => job));
    const costOf = new Map(missing.map((entry, k) => [entry, costs[k]]));
    const timeLeft = new TimeLeft(costs);
    const startedAt = this.#now();
    let askedMs = 0;
    this.#computing = true;
    try {
      return await compute(
        missing,
        this.#services,
        (entry, score) => {
          this.#feed(entry.indexes, score);
          timeLeft.done(costOf.get(entry) ?? NO_COST, score.ms);
          const elapsed = this.#now() - startedAt;
          askedMs += score.ms;
          const left = timeLeft.seconds();
          this.#report(elapsed, left && left * this.#overlap(elapsed, askedMs));
        },
        () => this.#cancelled
      );
    } finally {
      this.#computing = false;
    }
  }

  /** A server works on several prompts at once, each of which takes its time. */
  #overlap(elapsed: number, askedMs: number): number {
    if (this.#services.loaded.device !== 'server' || askedMs <= 0) return 1;
    return Math.min(1, elapsed / askedMs);
  }

  #feed(indexes: readonly number[], score: PromptScore): void {
    for (const index of indexes) {
      for (const answer of this.#assembler.add(this.#planned[index] as PlannedJob, score)) {
        this.#done++;
        this.#events.onAnswer(answer);
      }
    }
  }

  #report(elapsedMs: number | null, secondsLeft: number | null): void {
    const computed = this.#done - this.#cached;
    this.#events.onProgress({
      done: this.#done,
      total: this.#total,
      cached: this.#cached,
      ratePerMinute: elapsedMs && computed ? (computed / elapsedMs) * 60_000 : null,
      secondsLeft
    });
  }
}
