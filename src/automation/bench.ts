import { planJobs } from '../core/plan.ts';
import type { AskPlan, PromptJob } from '../core/types.ts';
import type { EngineApi, LoadedModel, RunCounters, Runner } from '../engine/api.ts';
import { loadSurvey } from '../survey/dataset.ts';
import { templateOf } from './ask.ts';
import type { BenchMode, BenchRequest } from './api.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

/**
 * The same questions about one picture with each runner. Letters, so that a prompt is one answer and
 * "naive" is what a demo without a prefix cache does: picture and whole prompt anew each time.
 */
export async function bench(
  request: BenchRequest,
  engine: EngineApi,
  loaded: LoadedModel
): Promise<BenchMode[]> {
  const survey = await loadSurvey();
  const picture = await takeInput(request.picture, engine);
  const plan: AskPlan = {
    cues: [{ kind: 'picture', picture: picture.id, category: null }],
    questions: survey.questions.slice(0, request.questions),
    template: templateOf(request.template),
    readout: 'letter',
    orders: request.orders,
    dontKnow: 'omit'
  };
  const jobs = planJobs(plan, loaded.chat).map(({ job }) => job);
  const modes: BenchMode[] = [];
  for (const mode of request.runners) {
    const times: number[] = [];
    let counters: RunCounters | null = null;
    for (let run = 0; run < request.runs; run++) {
      // Encoded picture and computed prefixes go with the picture: every run starts cold.
      await engine.dropPicture(picture.id);
      await engine.addPicture(picture.id, picture.file);
      const timed = await timeRun(jobs, mode, engine);
      times.push(timed.ms);
      counters = timed.counters;
    }
    if (counters) modes.push(summary(mode, times, counters, plan, loaded));
  }
  return modes;
}

async function timeRun(jobs: PromptJob[], runner: Runner, engine: EngineApi) {
  let done = 0;
  const started = performance.now();
  const onScore = () => report(runner, ++done, jobs.length);
  const counters = await engine.score(jobs, onScore, { runner });
  return { ms: performance.now() - started, counters };
}

function summary(
  mode: Runner,
  times: readonly number[],
  counters: RunCounters,
  plan: AskPlan,
  { device, adapter, threads }: LoadedModel
): BenchMode {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const questions = plan.questions.length;
  return {
    mode,
    device,
    adapter,
    threads,
    questions,
    orders: plan.orders,
    runs: times.length,
    msPerQuestion: median / questions,
    prefillTokensPerQuestion: counters.prefillTokens / questions,
    encoderRuns: counters.encoderRuns
  };
}
