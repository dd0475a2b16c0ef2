import { describe, expect, it } from 'vitest';
import { testPlan } from '../../core/fixtures/asking.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import { packShipped } from '../../formats/shippedAnswers.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import { whoKnows } from './knownPlan.ts';
import { Shipped } from './shipped.ts';
import { withBundledScores } from './withBundledScores.ts';

const MODEL: LoadedModel = {
  ...{ model: 'pocket-llava', manifestHash: 'ab'.repeat(32), dtype: 'q8', device: 'wasm' },
  ...{ adapter: null, threads: 2, threadTrials: [], runner: 'packed', refused: [] },
  selfCheck: { maxError: 0, tolerance: 1, canaries: 1 },
  chat: {
    system: { open: '', close: '' },
    user: { open: 'U: ', close: '\n' },
    assistant: { open: 'A: ' }
  },
  crossOriginIsolated: true
};
const score = (value: number) => ({ logprobs: [value], tokens: [1], prefillTokens: 0, ms: 0 });
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const;

async function shipping(scores: Map<string, ReturnType<typeof score>>): Promise<Shipped> {
  const about = { createdAt: '2026-11-26', app: '0', model: MODEL, concepts: {}, coverage: [] };
  const file = await packShipped(about, scores);
  return new Shipped(() => Promise.resolve(new Blob([file])));
}

describe('Shipped', () => {
  it('is looked at where the own answers end, and stands in for the example', async () => {
    const { answers } = memoryStore();
    await answers.put([{ key: A, score: score(-1) }]);
    const shipped = await shipping(new Map([A, B].map((key) => [key, score(-2)])));
    const example = () => Promise.reject(new Error('The example was fetched.'));
    const all = withBundledScores(answers, () => shipped.lookUp(example));
    const found = await all.get([A, B, 'c'.repeat(64)]);
    expect([...found.values()].map(({ logprobs }) => logprobs)).toEqual([[-1], [-2]]);
    expect(await answers.count()).toBe(1);
  });

  it('that cannot be read says so, and the example is looked at', async () => {
    const shipped = new Shipped(() => Promise.resolve(new Blob(['<html>'])));
    const example = () => Promise.resolve(new Map([[B, score(-3)]]));
    const all = withBundledScores(memoryStore().answers, () => shipped.lookUp(example));
    expect((await all.get([A, B])).get(B)?.logprobs).toEqual([-3]);
    expect(await shipped.load()).toBeNull();
    expect(shipped.problem).toMatchObject({ code: 'shipped-unreadable' });
  });
});

describe('whoKnows', () => {
  const plan = testPlan();
  const keysOf = (model: LoadedModel) =>
    Promise.all(planJobs(plan, model.chat).map(({ job }) => answerKey(job, model)));
  const entries = async (model: LoadedModel) =>
    (await keysOf(model)).map((key) => ({ key, score: score(-1) }));

  it('wants every answer from one and the same model', async () => {
    const other: LoadedModel = { ...MODEL, device: 'webgpu' };
    const { answers } = memoryStore();
    const all = new Map((await keysOf(MODEL)).map((key) => [key, score(-1)]));
    const models = [other, MODEL];
    expect(await whoKnows(plan, models, answers, null)).toBeNull();
    expect(await whoKnows(plan, models, answers, all)).toEqual({
      loaded: MODEL,
      source: 'shipped'
    });
    expect(await whoKnows(plan, [other], answers, all)).toBeNull();
    const [first, ...rest] = await entries(other);
    await answers.put(rest);
    expect(await whoKnows(plan, [other], answers, all)).toBeNull();
    await answers.put([first!]);
    expect(await whoKnows(plan, models, answers, all)).toEqual({ loaded: other, source: 'stored' });
  });

  it('is told by own answers first; shipped ones fill what they lack', async () => {
    const { answers } = memoryStore();
    const own = await entries(MODEL);
    const missing = new Map(own.slice(1).map(({ key, score }) => [key, score]));
    await answers.put(own.slice(0, 1));
    expect((await whoKnows(plan, [MODEL], answers, missing))?.source).toBe('shipped');
    // Most of it own: what fills a gap is not where the answers come from.
    await answers.put(own.slice(0, -1));
    expect((await whoKnows(plan, [MODEL], answers, missing))?.source).toBe('stored');
    await answers.put(own);
    expect((await whoKnows(plan, [MODEL], answers, missing))?.source).toBe('stored');
  });
});
