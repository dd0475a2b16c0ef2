import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief } from '../../core/prompts/brief.ts';
import type { AskPlan, ChatFormat, PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore, RawAnswer } from '../../core/answers/types.ts';
import type { RunCounters } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import { createAsk } from './ask.ts';

const chat: ChatFormat = {
  system: { open: '<s>', close: '</s>' },
  user: { open: '<u>', close: '</u>' },
  assistant: { open: '<a>' }
};
const loaded = { model: 'a', manifestHash: 'm', dtype: 'q8', device: 'wasm', chat } as const;

function planOf(questions: number, readout: 'letter' | 'text'): AskPlan {
  return {
    cues: [
      { kind: 'neutral' },
      { kind: 'country', country: 'KOR', name: 'South Korea' },
      { kind: 'picture', picture: 'p1', category: null }
    ],
    questions: Array.from({ length: questions }, (_, k) => ({
      id: `Q${k}`,
      topic: 'Security' as const,
      short: `Question ${k}`,
      text: `Question number ${k}?`,
      codes: [1, 2, 3],
      options: ['Yes', 'Perhaps', 'No'],
      // Two questions share a lead-in: their baseline is one job.
      leadIn: `My answer ${k % 2} is`,
      continuations: [' yes', ' perhaps', ' no'],
      scale: 'ordinal' as const,
      higher: { means: 'less' as const, of: 'agreement' }
    })),
    template: brief,
    readout,
    orders: 'forward+reverse',
    dontKnow: 'omit'
  };
}

/** Scores that depend on every character of a job, so that a mix-up would show. */
function scoreOf(job: PromptJob): PromptScore {
  const { targets } = job;
  const words = targets.kind === 'letters' ? targets.letters : targets.continuations;
  const seed = [...`${job.prefix}${job.suffix}${job.picture}`].reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7
  );
  return {
    logprobs: words.map((word, k) => -((seed * (k + 3) + word.length) % 89) / 10 - 0.1),
    tokens: words.map(() => 1),
    prefillTokens: 3,
    ms: 1
  };
}

/** An engine that can stop (or break) after a number of jobs, and counts what it computed. */
function fakeEngine(limits: number[] = [], fault: Error | null = null) {
  const computed: PromptJob[] = [];
  let cancelled = false;
  return {
    computed,
    async score(
      jobs: PromptJob[],
      onScore: (index: number, score: PromptScore) => void
    ): Promise<RunCounters> {
      const limit = limits.shift() ?? Infinity;
      cancelled = false;
      let done = 0;
      for (const [index, job] of jobs.entries()) {
        if (cancelled || done >= limit) break;
        await Promise.resolve();
        computed.push(job);
        onScore(index, scoreOf(job));
        done++;
      }
      if (done < jobs.length && fault && !cancelled) throw fault;
      const zero = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0 };
      return { ...zero, jobs: done, cancelled: done < jobs.length };
    },
    async cancel() {
      cancelled = true;
    }
  };
}

async function run(
  plan: AskPlan,
  engine: ReturnType<typeof fakeEngine>,
  answers: AnswerStore,
  onAnswer: (answer: RawAnswer) => void = () => undefined
) {
  const table = new Map<string, RawAnswer>();
  let twice = 0;
  const asking = createAsk({ engine, answers, loaded })(plan, {
    onAnswer: (answer) => {
      const key = JSON.stringify([answer.question, answer.cue]);
      if (table.has(key)) twice++;
      table.set(key, answer);
      onAnswer(answer);
    },
    onProgress: () => undefined
  });
  const outcome = await asking.done.then(
    (summary) => ({ summary, error: null }),
    (error: Error) => ({ summary: null, error })
  );
  return { table, twice, ...outcome };
}

describe('ask', () => {
  for (const readout of ['letter', 'text'] as const) {
    it(`computes each ${readout} answer once, and nothing the second time`, async () => {
      const plan = planOf(6, readout);
      const { answers } = memoryStore();
      const engine = fakeEngine();
      const first = await run(plan, engine, answers);
      expect(first.table.size).toBe(18);
      // text: 18 prompts and 2 different baselines; letter: 18 prompts in 2 orders.
      expect(engine.computed.length).toBe(readout === 'text' ? 20 : 36);
      const again = fakeEngine();
      const second = await run(plan, again, answers);
      expect(again.computed).toEqual([]);
      expect(second.table).toEqual(first.table);
      expect(second.summary).toMatchObject({ cached: 18, cancelled: false });
    });

    it(`${readout}: interrupted anywhere, any number of times, ends in the same table`, async () => {
      const plan = planOf(5, readout);
      const undisturbed = await run(plan, fakeEngine(), memoryStore().answers);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(12), { maxLength: 5 }),
          fc.boolean(),
          async (limits, crash) => {
            const { answers } = memoryStore();
            const engine = fakeEngine([...limits], crash ? new Error('engine-crashed {}') : null);
            for (let k = 0; k < limits.length; k++) await run(plan, engine, answers);
            const last = await run(plan, engine, answers);
            expect(last.table).toEqual(undisturbed.table);
            expect(last.twice).toBe(0);
            const asked = engine.computed.map((job) => JSON.stringify(job));
            expect(new Set(asked).size).toBe(asked.length);
          }
        ),
        { numRuns: 40 }
      );
    });
  }

  it('a changed template, cue or option order never meets an old answer', async () => {
    const { answers } = memoryStore();
    const plan = planOf(2, 'letter');
    await run(plan, fakeEngine(), answers);
    const changed = fakeEngine();
    await run(
      { ...plan, template: { ...brief, askLetter: `${brief.askLetter} Thank you.` } },
      changed,
      answers
    );
    expect(changed.computed.length).toBe(12);
  });

  it('a cancel keeps what was computed and says that it was cancelled', async () => {
    const { answers } = memoryStore();
    const engine = fakeEngine();
    let seen = 0;
    const asking = createAsk({ engine, answers, loaded })(planOf(6, 'text'), {
      onAnswer: () => {
        if (++seen === 4) asking.cancel();
      },
      onProgress: () => undefined
    });
    const summary = await asking.done;
    expect(summary.cancelled).toBe(true);
    expect(await answers.count()).toBe(engine.computed.length);
    expect(engine.computed.length).toBeLessThan(20);
  });

  it('a store that cannot write stops the run with its reason', async () => {
    const store = memoryStore().answers;
    const full = { ...store, put: () => Promise.reject(new Error('quota-exceeded {}')) };
    const engine = fakeEngine();
    const { error } = await run(planOf(6, 'text'), engine, full);
    expect(error?.message).toBe('quota-exceeded {}');
    expect(engine.computed.length).toBeLessThan(20);
  });

  it('reports progress that ends at the total, with no time left', async () => {
    let clock = 0;
    const seen: { done: number; secondsLeft: number | null }[] = [];
    await createAsk({
      engine: fakeEngine(),
      answers: memoryStore().answers,
      loaded,
      now: () => (clock += 500)
    })(planOf(4, 'text'), {
      onAnswer: () => undefined,
      onProgress: ({ done, secondsLeft }) => seen.push({ done, secondsLeft })
    }).done;
    expect(seen[0]).toEqual({ done: 0, secondsLeft: null });
    expect(seen.at(-1)).toEqual({ done: 12, secondsLeft: 0 });
    const times = seen.map(({ secondsLeft }) => secondsLeft ?? Infinity);
    expect(times.slice(1).every((time) => time >= 0)).toBe(true);
  });
});
