import { planJobs } from '../core/plan.ts';
import type { EngineApi, LoadedModel } from '../engine/api.ts';
import { loadSurvey } from '../survey/dataset.ts';
import type { PeerRequest, PeerResult } from './api.ts';
import { templateOf } from './ask.ts';
import { report } from './progress.ts';

/** The part of wllama 3 that is used here. */
interface Wllama {
  loadModel(
    files: Blob[],
    options: { n_ctx: number; n_threads: number; n_gpu_layers: number }
  ): Promise<void>;
  createCompletion(options: {
    prompt: string;
    max_tokens: number;
    temperature: number;
    cache_prompt: boolean;
  }): Promise<unknown>;
  exit(): Promise<void>;
}
type WllamaClass = new (paths: { default: string }) => Wllama;

/**
 * The same questions, under no picture, by wllama (llama.cpp as WASM, which keeps the beginning that a
 * prompt shares with the one before) and by this engine, on as many threads. One token is drawn a
 * prompt, which is what reading its letters takes.
 */
export async function comparePeer(
  { wllama, gguf, questions, template, orders }: PeerRequest,
  engine: EngineApi,
  loaded: LoadedModel
): Promise<PeerResult> {
  const survey = await loadSurvey();
  const plan = {
    cues: [{ kind: 'neutral' as const }],
    questions: survey.questions.slice(0, questions),
    template: templateOf(template),
    readout: 'letter' as const,
    orders,
    dontKnow: 'omit' as const
  };
  const jobs = planJobs(plan, loaded.chat).map(({ job }) => job);
  const { Wllama } = (await import(/* @vite-ignore */ `${wllama}esm/index.js`)) as {
    Wllama: WllamaClass;
  };
  const peer = new Wllama({ default: `${wllama}esm/wasm/wllama.wasm` });
  const file = await (await fetch(gguf)).blob();
  await peer.loadModel([file], { n_ctx: 2048, n_threads: loaded.threads, n_gpu_layers: 0 });
  const peerMs = await timed(async () => {
    for (const [index, { prefix, suffix }] of jobs.entries()) {
      const prompt = prefix + suffix;
      await peer.createCompletion({ prompt, max_tokens: 1, temperature: 0, cache_prompt: true });
      report('wllama', index + 1, jobs.length);
    }
  });
  await peer.exit();
  const ownMs = await timed(() =>
    engine.score(jobs, (index) => report('valueshift', index + 1, jobs.length))
  );
  return {
    questions,
    prompts: jobs.length,
    threads: loaded.threads,
    peerMsPerQuestion: peerMs / questions,
    ownMsPerQuestion: ownMs / questions,
    timesFaster: peerMs / ownMs
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
