import { AnswerAssembler } from '../core/assembler.ts';
import { planJobs, type PlannedJob } from '../core/plan.ts';
import type { AskPlan, PromptScore } from '../core/types.ts';
import type { LoadedModel, RunCounters } from '../engine/api.ts';
import type { Ask, AskEvents, Asking, AskSummary } from './api.ts';
import { compute, lookUp, type MissingJob, type ScoreServices } from './storedScores.ts';
import { costsOf, timeLeft } from './timeLeft.ts';

export interface AskServices extends ScoreServices {
  loaded: Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device' | 'chat'>;
  /** Milliseconds; a parameter for tests. */
  now?: () => number;
}

/**
 * Asks a plan's questions: known answers first, from the store, then the engine's, stored one by
 * one as they arrive, so that a run that ends early (cancel, reload, crash) goes on where it was.
 */
export function createAsk(services: AskServices): Ask {
  return (plan, events) => {
    const run = new Run(services, plan, events);
    return { done: run.start(), cancel: () => run.cancel() } satisfies Asking;
  };
}

class Run {
  readonly #services: AskServices;
  readonly #events: AskEvents;
  readonly #planned: PlannedJob[];
  readonly #assembler: AnswerAssembler;
  readonly #total: number;
  readonly #now: () => number;
  #done = 0;
  #cached = 0;
  #cancelled = false;
  #computing = false;

  constructor(services: AskServices, plan: AskPlan, events: AskEvents) {
    this.#services = services;
    this.#events = events;
    this.#planned = planJobs(plan, services.loaded.chat);
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
    const costs = new Map(costsOf(missing.map(({ job }) => job)).map((c, k) => [missing[k], c]));
    let remaining = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
    let spent = 0;
    const startedAt = this.#now();
    this.#computing = true;
    try {
      return await compute(missing, this.#services, (entry, score) => {
        this.#feed(entry.indexes, score);
        const cost = costs.get(entry) ?? 0;
        spent += cost;
        remaining -= cost;
        const elapsedMs = this.#now() - startedAt;
        this.#report(elapsedMs, timeLeft(spent, remaining, elapsedMs));
      });
    } finally {
      this.#computing = false;
    }
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
