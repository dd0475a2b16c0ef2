import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan, PictureId, PromptJob } from '../../core/prompts/types.ts';
import type { EngineApi, LoadedModel, RunCounters, Runner } from '../../engine/engineApi.ts';
import { memoryNow } from './memoryNow.ts';
import { costsOf } from '../asking/timeLeft.ts';
import { AFTER_QUESTIONS, TimeLeftWatch, type TimeLeftCheck } from './timeLeftCheck.ts';

/**
 * `naive`: picture and whole prompt anew each time, as a demo without a prefix cache does.
 * `sequential`: prefix reuse, one question after the other. `reuse`: prefix reuse as the app asks,
 * by the model's proven runner.
 */
export const BENCH_MODES = ['naive', 'sequential', 'reuse'] as const;
export type BenchMode = (typeof BENCH_MODES)[number];

export interface BenchRequest {
  /** One cue; letters, so that a prompt is one answer. */
  plan: AskPlan & { readout: 'letter' };
  picture: { id: PictureId; file: Blob } | null;
  mode: BenchMode;
  /** Times to run it all; the fastest run counts, others were disturbed. */
  runs: number;
  /** Tokens a pack, for a sweep; default: what the engine finds best. */
  packTokens?: number;
}

/** What is held in memory: live tensors of the engine, bytes of page and workers where told. */
interface Held {
  liveTensors: number;
  heapBytes: number | null;
}

/** One mode over all questions: the fastest of the runs. */
export interface BenchResult {
  mode: BenchMode;
  runner: Runner;
  packTokens: number | null;
  model: string;
  device: LoadedModel['device'];
  adapter: string | null;
  dtype: string;
  threads: number;
  browser: string;
  template: string;
  cue: string;
  orders: AskPlan['orders'];
  questions: number;
  runs: number;
  /** All of a run over its questions: prefix and picture included. */
  msPerQuestion: number;
  /** Of single questions (all their orders), shared work counted where it fell. */
  p50Ms: number;
  p95Ms: number;
  prefillTokensPerQuestion: number;
  decoderCallsPerQuestion: number;
  encoderRuns: number;
  /** Of runs that go on for long enough; not of `naive`, which is no way that time is told of. */
  timeLeft: TimeLeftCheck | null;
  before: Held;
  after: Held;
}

interface BenchServices {
  engine: EngineApi;
  loaded: LoadedModel;
  onProgress: (done: number, total: number) => void;
}

/** @returns null where it was cancelled (`engine.cancel()`) */
export async function bench(
  { plan, picture, mode, runs, packTokens }: BenchRequest,
  { engine, loaded, onProgress }: BenchServices
): Promise<BenchResult | null> {
  const planned = planJobs(plan, loaded.chat);
  const jobs = planned.map(({ job }) => job);
  const runner = mode === 'reuse' ? loaded.runner : mode;
  const options = { runner, ...(packTokens && { packTokens }) };
  /** Questions that are whole once the first so many jobs are done. */
  const questionsIn = (done: number) =>
    plan.questions.length - new Set(planned.slice(done).map((job) => job.questionIndex)).size;
  const before = await held(engine);
  let best: Timed | null = null;
  for (let run = 0; run < runs; run++) {
    await startCold(engine, picture);
    const watch = new TimeLeftWatch(costsOf(jobs), (done) => questionsIn(done) >= AFTER_QUESTIONS);
    const timed = await timeRun(jobs, options, engine, watch, (done) =>
      onProgress(run * jobs.length + done, runs * jobs.length)
    );
    if (timed.counters.cancelled) return null;
    if (!best || timed.ms < best.ms) best = timed;
  }
  if (!best) return null;
  const { counters, ms, jobMs } = best;
  const questions = plan.questions.length;
  const perQuestion = plan.questions.map((_, at) =>
    planned.reduce((sum, job, k) => sum + (job.questionIndex === at ? (jobMs[k] ?? 0) : 0), 0)
  );
  return {
    mode,
    runner,
    packTokens: packTokens ?? null,
    model: loaded.model,
    device: loaded.device,
    adapter: loaded.adapter,
    dtype: loaded.dtype,
    threads: loaded.threads,
    browser: navigator.userAgent,
    template: plan.template.id,
    cue: plan.cues.map(({ kind }) => kind).join(),
    orders: plan.orders,
    questions,
    runs,
    msPerQuestion: ms / questions,
    p50Ms: percentile(perQuestion, 0.5),
    p95Ms: percentile(perQuestion, 0.95),
    prefillTokensPerQuestion: counters.prefillTokens / questions,
    decoderCallsPerQuestion: counters.decoderCalls / questions,
    encoderRuns: counters.encoderRuns,
    timeLeft: mode === 'naive' ? null : best.timeLeft,
    before,
    after: await held(engine)
  };
}

/** Encoded picture and computed prefixes go with the picture. */
async function startCold(engine: EngineApi, picture: BenchRequest['picture']): Promise<void> {
  if (!picture) return;
  await engine.dropPicture(picture.id);
  await engine.addPicture(picture.id, picture.file);
}

interface Timed {
  ms: number;
  jobMs: number[];
  counters: RunCounters;
  timeLeft: TimeLeftCheck | null;
}

async function timeRun(
  jobs: PromptJob[],
  options: { runner: Runner; packTokens?: number },
  engine: EngineApi,
  watch: TimeLeftWatch,
  onDone: (done: number) => void
): Promise<Timed> {
  const jobMs: number[] = [];
  const started = performance.now();
  const counters = await engine.score(
    jobs,
    (index, score) => {
      jobMs[index] = score.ms;
      watch.done(index, score.ms, performance.now());
      onDone(index + 1);
    },
    options
  );
  const ended = performance.now();
  return { ms: ended - started, jobMs, counters, timeLeft: watch.check(ended) };
}

async function held(engine: EngineApi): Promise<Held> {
  const { liveTensors } = await engine.stats();
  return { liveTensors, heapBytes: await memoryNow() };
}

/** The value below which a share of the values lies (nearest rank). */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
