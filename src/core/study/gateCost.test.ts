import { expect, test } from 'vitest';
import { CHAT } from '../fixtures/asking.ts';
import { gateCost } from './gateCost.ts';
import { freeGateJob, gateJob } from '../prompts/gatePrompt.ts';
import { paperGateJob } from '../prompts/paperGate.ts';
import { PRESETS } from './presets.ts';

const list = [
  { code: 'FRA', name: 'France' },
  { code: 'KOR', name: 'South Korea' }
];
const models = ['a', 'b'].map((model) => ({ model, manifestHash: null }));
const { gate } = PRESETS.recommended;
const assumptions = { chat: CHAT, pictureTokens: 64 };
const PICTURES = (['food', null, 'people'] as const).map((category) => ({ id: 'p', category }));
const cost = (change: Partial<typeof gate>, pictures = PICTURES) =>
  gateCost({ gate: { ...gate, ...change }, models }, pictures, list, assumptions);

test('names are scored once a picture and model, and once a model without any picture', () => {
  const { jobs, tokens, written, storedBytes } = cost({});
  expect([jobs, written]).toEqual([8, 0]);
  const { prefix, suffix } = gateJob('p', list, CHAT);
  const characters =
    prefix.length - '<image>'.length + suffix.length + ' France. South Korea.'.length;
  // Rounded up in each of four texts.
  expect(tokens).toBeGreaterThanOrEqual((8 * characters) / 4 + 6 * 64);
  expect(tokens).toBeLessThan((8 * characters) / 4 + 6 * 64 + 8 * 4);
  expect(storedBytes).toBe(8 * (120 + 16 + 2 * 12));
});

test('free answers are written once a picture and model', () => {
  const { maxTokens } = freeGateJob('p', list, CHAT);
  const { jobs, tokens, written } = cost({ method: 'free' });
  expect([jobs, written]).toEqual([6, 6 * maxTokens]);
  expect(tokens).toBeGreaterThan(6 * (maxTokens + 64));
});

test("the paper's prompts are longer, and for people longest", () => {
  const written = PICTURES.map((picture) => paperGateJob(picture, list, CHAT).maxTokens);
  const { jobs, tokens, written: all } = cost({ method: 'free', prompt: 'paper' });
  expect([jobs, all]).toEqual([6, 2 * written.reduce((sum, most) => sum + most)]);
  expect(tokens).toBeGreaterThan(cost({ method: 'free' }).tokens);
  expect(cost({ method: 'exact', prompt: 'paper' })).toEqual(cost({}));
});

test('nothing without a gate or pictures', () => {
  const none = { jobs: 0, tokens: 0, storedBytes: 0, written: 0 };
  expect(cost({ on: false, method: 'free' })).toEqual(none);
  expect(cost({}, [])).toEqual(none);
});
