import { expect, it } from 'vitest';
import { CHAT, testPlan } from '../../core/fixtures/asking.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { memoryStore } from '../../store/memory.ts';
import { whoKnows } from './knownPlan.ts';

const MODEL = { model: 'a', manifestHash: 'm', dtype: 'q8', device: 'wasm', chat: CHAT };
const loaded = MODEL as unknown as LoadedModel;

it('answers given without a system turn are not those given behind one', async () => {
  const plan = testPlan();
  const scores = new Map<string, PromptScore>();
  for (const { job } of planJobs(plan, CHAT)) {
    scores.set(await answerKey(job, loaded), { logprobs: [], tokens: [], prefillTokens: 1, ms: 1 });
  }
  const shipped = { get: (key: string) => scores.get(key) };
  const { answers } = memoryStore();
  const known = (asked: typeof plan, model = loaded) => whoKnows(asked, [model], answers, shipped);
  expect(await known(plan)).toMatchObject({ source: 'shipped' });
  expect(await known({ ...plan, system: 'none' })).toMatchObject({ source: 'shipped' });
  // Shipped before anybody looked whether the model's template makes up a system turn.
  expect(await known({ ...plan, system: 'own' })).toBeNull();
  const nothingMadeUp = { ...loaded, chat: { ...CHAT, standard: '' } };
  expect(await known({ ...plan, system: 'own' }, nothingMadeUp)).not.toBeNull();
  const madeUp = { ...loaded, chat: { ...CHAT, standard: 'Be polite.' } };
  expect(await known({ ...plan, system: 'own' }, madeUp)).toBeNull();
});
