import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { brief } from '../../core/prompts/brief.ts';
import { CHAT, testPlan } from '../../core/fixtures/asking.ts';
import type { PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore, RawAnswer } from '../../core/answers/types.ts';
import type { LoadedModel, RunCounters } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import { CrashBudget } from '../../workers/crashBudget.ts';
import { createAsk } from './ask.ts';
import {
  generateThroughFaults,
  OtherModel,
  type ScoringEngine,
  type WritingEngine
} from './throughFaults.ts';

const plan = testPlan({ template: brief, readout: 'text' });
const wasm = { manifestHash: 'm', dtype: 'q8', device: 'wasm', chat: CHAT } as LoadedModel;
const webgpu: LoadedModel = { ...wasm, device: 'webgpu' };
const JOBS = 3 * 6 + 6;

/** Scores that tell the job and the device. */
function scoreOf(job: PromptJob, device: string): PromptScore {
  const words = job.targets.kind === 'letters' ? job.targets.letters : job.targets.continuations;
  const seed = [...`${device}${job.prefix}${job.suffix}`].reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7
  );
  return {
    logprobs: words.map((_, k) => -((seed * (k + 3)) % 89) / 10),
    tokens: words.map(() => 1),
    prefillTokens: 1,
    ms: 1
  };
}

/**
 * Crashes after so many scores of each attempt.
 * @param devices what it comes back on, in turn
 * @param loads does it crash while coming back, in turn
 */
function crashing(
  crashes: number[],
  fault = 'engine-crashed',
  devices: LoadedModel[] = [],
  loads: boolean[] = []
) {
  let loaded = devices.shift() ?? wasm;
  let late = () => undefined as void;
  const calls = { score: 0, revive: 0 };
  let cancelled = false;
  const engine: ScoringEngine = {
    async score(jobs, onScore): Promise<RunCounters> {
      calls.score++;
      cancelled = false;
      const limit = crashes.shift() ?? Infinity;
      for (const [index, job] of jobs.entries()) {
        await Promise.resolve();
        if (cancelled) break;
        if (index >= limit) {
          // A message of the dead worker that was still under way.
          late = () => onScore(index, scoreOf(job, 'dead'));
          throw new AppError(fault);
        }
        onScore(index, scoreOf(job, loaded.device));
      }
      const none = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0 };
      return { ...none, jobs: jobs.length, cancelled };
    },
    cancel: async () => void (cancelled = true),
    async revive() {
      calls.revive++;
      late();
      if (loads.shift()) throw new AppError(fault);
      loaded = devices.shift() ?? loaded;
      return loaded;
    }
  };
  return { engine, calls };
}

async function ask(engine: ScoringEngine, loaded = wasm, answers = memoryStore().answers) {
  const table = new Map<string, RawAnswer>();
  const models: string[] = [];
  let seen = 0;
  const { done } = createAsk({ engine, answers, loaded, budget: new CrashBudget(0) })(plan, {
    onAnswer: (answer) => {
      seen++;
      table.set(JSON.stringify([answer.question, answer.cue]), answer);
    },
    onProgress: () => undefined,
    onModel: ({ device }) => void models.push(device)
  });
  const outcome = await done.then(
    (summary) => ({ summary, error: null }),
    (error: AppError) => ({ summary: null, error })
  );
  return { table, seen, models, answers, ...outcome };
}

describe('a run through faults', () => {
  it('ends in the same table, wherever the engine crashes', async () => {
    const undisturbed = await ask(crashing([]).engine);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
        fc.constantFrom('engine-crashed', 'device-lost', 'out-of-memory'),
        // At most one crash of a load behind one of a run: more would be given up.
        fc
          .array(fc.boolean(), { maxLength: 6 })
          .map((loads) => loads.flatMap((one) => [one, false])),
        async (crashes, fault, loads) => {
          const { engine } = crashing(crashes, fault, [], loads);
          const { table, seen, summary, answers } = await ask(engine);
          expect(table).toEqual(undisturbed.table);
          expect(seen).toBe(table.size);
          expect(summary).toMatchObject({ cancelled: false, counters: { jobs: JOBS } });
          expect(await answers.count()).toBe(JOBS);
        }
      ),
      { numRuns: 100 }
    );
  });

  it('gives up after three crashes in a row without progress', async () => {
    const { engine, calls } = crashing([4, 0, 0, 0, 0]);
    const { error, answers } = await ask(engine);
    expect(error?.code).toBe('engine-crashed');
    expect(calls.score).toBe(4);
    expect(await answers.count()).toBe(4);
  });

  it('gives up where it crashes three times while coming back', async () => {
    const { engine, calls } = crashing([4], 'device-lost', [], [true, true, true, true]);
    const { error, answers } = await ask(engine);
    expect(error?.code).toBe('device-lost');
    expect(calls).toEqual({ score: 1, revive: 3 });
    expect(await answers.count()).toBe(4);
  });

  it('does not ask again after faults that a new worker does not cure', async () => {
    const { engine, calls } = crashing([4], 'picture-unknown');
    expect((await ask(engine)).error?.code).toBe('picture-unknown');
    expect(calls.revive).toBe(0);
  });

  it('starts over where the engine comes back on another device', async () => {
    const onWasm = await ask(crashing([]).engine);
    const { engine } = crashing([5], 'device-lost', [webgpu, wasm]);
    const { table, models, answers } = await ask(engine, webgpu);
    expect(models).toEqual(['wasm']);
    expect(table).toEqual(onWasm.table);
    expect(await answers.count()).toBe(5 + JOBS);
  });
});

describe('a free answer through faults', () => {
  const job = { prefix: '', suffix: 'Say.', picture: null, maxTokens: 9 };
  const counters = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 1 };

  /** Crashes so many times, then answers; `comesBack` is what it is then. */
  function answering(crashes: number, fault = 'engine-crashed', comesBack = wasm) {
    const calls = { generate: 0, revive: 0 };
    const engine: WritingEngine = {
      async generate() {
        if (calls.generate++ < crashes) throw new AppError(fault);
        return {
          text: 'so',
          ids: [1],
          ended: 'length',
          counters: { ...counters, cancelled: false }
        };
      },
      cancel: async () => undefined,
      async revive() {
        calls.revive++;
        return comesBack;
      }
    };
    return { engine, calls };
  }
  const through = (engine: WritingEngine, cancelled = () => false) =>
    generateThroughFaults(job, { engine, loaded: wasm, cancelled, budget: new CrashBudget(0) });

  it('is begun anew, but not for ever, and not for what no fresh worker cures', async () => {
    const twice = answering(2);
    expect(await through(twice.engine)).toMatchObject({ text: 'so', ended: 'length' });
    expect(twice.calls).toEqual({ generate: 3, revive: 2 });
    await expect(through(answering(3).engine)).rejects.toMatchObject({ code: 'engine-crashed' });
    const wrong = answering(1, 'picture-marker');
    await expect(through(wrong.engine)).rejects.toMatchObject({ code: 'picture-marker' });
    expect(wrong.calls.revive).toBe(0);
  });

  it('is none where the run ends, or where another device would give it', async () => {
    expect(await through(answering(1).engine, () => true)).toBe(null);
    await expect(through(answering(1, 'device-lost', webgpu).engine)).rejects.toThrow(OtherModel);
  });
});
