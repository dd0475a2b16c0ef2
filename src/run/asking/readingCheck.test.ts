import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { READING_QUESTIONS } from '../../core/prompts/readingQuestions.ts';
import type { PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import { KNOWN_TRUTHS } from '../../core/prompts/knownTruths.ts';
import { checkReading, checkTruths } from './readingCheck.ts';

const loaded = {
  model: 'a',
  manifestHash: 'm',
  dtype: 'q8',
  device: 'wasm',
  chat: {
    standard: '',
    system: { open: '', close: '' },
    user: { open: 'U: ', close: '\n' },
    assistant: { open: 'A: ' }
  }
} as const;

const QUIET = { onProgress: () => undefined };

/** A model that always says A, but knows the right words. */
function positionBound(onJob: () => void = () => undefined) {
  let cancelled = false;
  return {
    async score(jobs: PromptJob[], onScore: (index: number, score: PromptScore) => void) {
      cancelled = false;
      for (const [index, job] of jobs.entries()) {
        await Promise.resolve();
        if (cancelled) break;
        onJob();
        onScore(index, { ...score(job), prefillTokens: 1, ms: 1 });
      }
      const zero = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 0 };
      return { ...zero, cancelled };
    },
    async cancel() {
      cancelled = true;
    }
  };
}

function score({ targets, prefix, suffix }: PromptJob): Pick<PromptScore, 'logprobs' | 'tokens'> {
  if (targets.kind === 'letters') {
    return {
      logprobs: targets.letters.map((_, k) => (k === 0 ? -0.1 : -3)),
      tokens: [1, 1, 1, 1]
    };
  }
  const question = READING_QUESTIONS.find(
    ({ continuations }) => continuations.join() === targets.continuations.join()
  );
  const informed = prefix + suffix !== `A: ${question?.leadIn}`;
  return {
    logprobs: targets.continuations.map((_, k) => (informed && k === question?.correct ? -1 : -4)),
    tokens: targets.continuations.map(() => 1)
  };
}

describe('reading check', () => {
  it('finds a position-bound model at chance by letters, right by words, and picks text', async () => {
    const services = { engine: positionBound(), answers: memoryStore().answers, loaded };
    const report = await checkReading(services, QUIET).done;
    const { letter, text } = report?.grades ?? {};
    expect(text).toMatchObject({ correct: READING_QUESTIONS.length, n: READING_QUESTIONS.length });
    expect(letter?.interval[0]).toBeLessThanOrEqual(0.25);
    expect(report?.readout).toBe('text');
  });

  it('finds whether stated frequencies are followed, apart from the check that decides', async () => {
    const knowing = {
      ...positionBound(),
      async score(jobs: PromptJob[], onScore: (index: number, score: PromptScore) => void) {
        for (const [index, job] of jobs.entries()) {
          const truth = KNOWN_TRUTHS.find(({ text }) => job.suffix.includes(text));
          const { targets } = job;
          const n =
            targets.kind === 'letters' ? targets.letters.length : targets.continuations.length;
          const known = targets.kind === 'continuations' && truth;
          const logprobs = Array.from({ length: n }, (_, k) =>
            known ? Math.max(-30, Math.log(known.stated[k] as number)) : -2
          );
          onScore(index, { logprobs, tokens: logprobs.map(() => 1), prefillTokens: 1, ms: 1 });
        }
        const zero = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 0 };
        return { ...zero, cancelled: false };
      }
    };
    const services = { engine: knowing, answers: memoryStore().answers, loaded };
    const found = await checkTruths(services, QUIET).done;
    expect(found?.text.slope.mean).toBeCloseTo(1, 9);
    expect(found?.text.error.mean).toBeCloseTo(0, 9);
    expect(found?.letter.slope.mean).toBeCloseTo(0, 9);
    expect(found?.letter.error.mean).toBeCloseTo(found?.letter.evenError ?? NaN, 9);
  });

  it('a second check computes nothing; a cancelled one keeps what it had', async () => {
    const { answers } = memoryStore();
    let asked = 0;
    const first = checkReading(
      { engine: positionBound(() => ++asked === 10 && first.cancel()), answers, loaded },
      QUIET
    );
    expect(await first.done).toBeNull();
    const kept = await answers.count();
    expect(kept).toBeGreaterThan(0);
    asked = 0;
    const services = { engine: positionBound(() => asked++), answers, loaded };
    const report = await checkReading(services, QUIET).done;
    expect(asked + kept).toBe(await answers.count());
    asked = 0;
    expect(await checkReading(services, QUIET).done).toEqual(report);
    expect(asked).toBe(0);
  });

  it('begins anew where the engine comes back on another device', async () => {
    const gpu = { ...loaded, device: 'webgpu' as const };
    let asked = 0;
    const engine = positionBound(() => {
      if (++asked === 90) throw new AppError('device-lost');
    });
    const services = {
      engine: { ...engine, revive: async () => loaded as unknown as LoadedModel },
      answers: memoryStore().answers,
      loaded: gpu
    };
    const models: LoadedModel[] = [];
    const onModel = (model: LoadedModel) => models.push(model);
    const report = await checkReading(services, { ...QUIET, onModel }).done;
    expect(models).toEqual([loaded]);
    const plain = { engine, answers: memoryStore().answers, loaded };
    expect(report).toEqual(await checkReading(plain, QUIET).done);
    // Every answer of the report is one of the new device: all of them are stored under it.
    const computed = asked;
    await checkReading({ ...services, loaded }, QUIET).done;
    expect(asked).toBe(computed);
  });
});
