import { AnswerAssembler } from '../core/assembler.ts';
import { answerKey } from '../core/key.ts';
import { planJobs, type PlannedJob } from '../core/plan.ts';
import type { AskPlan, PromptScore } from '../core/types.ts';
import type { EngineApi, LoadedModel, RunCounters } from '../engine/api.ts';
import type { AnswerStore } from '../store/api.ts';
import type { Ask, AskEvents, Asking, AskSummary } from './api.ts';
import { costsOf, timeLeft } from './timeLeft.ts';
import { WriteBehind } from './writeBehind.ts';

export interface AskServices {
  /** Only asked for what the store does not know; pictures must have been handed over. */
  engine: Pick<EngineApi, 'score' | 'cancel'>;
  answers: AnswerStore;
  loaded: Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device' | 'chat'>;
  /** Milliseconds; a parameter for tests. */
  now?: () => number;
}

const NOTHING_COMPUTED: RunCounters = {
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs: 0,
  cancelled: false
};

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
  #running = false;

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
    if (this.#running) void this.#services.engine.cancel().catch(() => undefined);
  }

  async start(): Promise<AskSummary> {
    const missing = await this.#takeKnown();
    if (this.#cancelled || missing.size === 0) return this.#summary(NOTHING_COMPUTED);
    return this.#summary(await this.#compute(missing));
  }

  /** Feeds every stored score. @returns the rest: planned jobs by key, jobs of one key together */
  async #takeKnown(): Promise<Map<string, PlannedJob[]>> {
    const { answers, loaded } = this.#services;
    const keys = await Promise.all(this.#planned.map(({ job }) => answerKey(job, loaded)));
    const known = await answers.get([...new Set(keys)]);
    const missing = new Map<string, PlannedJob[]>();
    this.#planned.forEach((planned, k) => {
      const key = keys[k] as string;
      const score = known.get(key);
      if (score) this.#cached += this.#feed([planned], score);
      else missing.set(key, [...(missing.get(key) ?? []), planned]);
    });
    this.#report(null, null);
    return missing;
  }

  async #compute(missing: Map<string, PlannedJob[]>): Promise<RunCounters> {
    const { engine, answers } = this.#services;
    const entries = [...missing];
    const jobs = entries.map(([, group]) => (group[0] as PlannedJob).job);
    const costs = costsOf(jobs);
    const writes = new WriteBehind(answers, () => this.cancel());
    const startedAt = this.#now();
    let remaining = costs.reduce((sum, cost) => sum + cost, 0);
    let spent = 0;
    this.#running = true;
    try {
      return await engine.score(jobs, (index, score) => {
        const [key, group] = entries[index] as [string, PlannedJob[]];
        writes.add({ key, score });
        this.#feed(group, score);
        spent += costs[index] as number;
        remaining -= costs[index] as number;
        this.#report(this.#now() - startedAt, timeLeft(spent, remaining, this.#now() - startedAt));
      });
    } finally {
      this.#running = false;
      await writes.flush();
    }
  }

  #feed(group: readonly PlannedJob[], score: PromptScore): number {
    const answers = group.flatMap((planned) => this.#assembler.add(planned, score));
    this.#done += answers.length;
    answers.forEach((answer) => this.#events.onAnswer(answer));
    return answers.length;
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

  #summary(counters: RunCounters): AskSummary {
    return {
      counters,
      cached: this.#cached,
      cancelled: (this.#cancelled || counters.cancelled) && this.#done < this.#total
    };
  }
}
