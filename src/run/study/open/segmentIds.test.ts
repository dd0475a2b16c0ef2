import { expect, test } from 'vitest';
import { CHAT, testQuestion } from '../../../core/fixtures/asking.ts';
import { paper } from '../../../core/prompts/paper.ts';
import type { AskPlan, ChatFormat, PromptTemplate } from '../../../core/prompts/types.ts';
import { SegmentIds } from './segmentIds.ts';

test("answers are named by every text of a template, its own for people's pictures too", async () => {
  const ids = new SegmentIds({ manifestHash: '0', dtype: 'q8', device: 'wasm', chat: CHAT });
  const id = (template: PromptTemplate) => ids.of({ ...PLAN, template });
  const cue = { ...paper.cue, people: undefined };
  const all = await Promise.all([
    id(paper),
    id({ ...paper, version: 9 }),
    id({ ...paper, cue }),
    id({ ...paper, cue: { ...cue, people: '<image>\n' } })
  ]);
  expect(all[1]).toBe(all[0]);
  expect(new Set(all).size).toBe(3);
});

test('answers are named by what opens a chat, and by the former names where that is as it was', async () => {
  const of = (chat: ChatFormat, change: Partial<AskPlan> = {}) =>
    new SegmentIds({ manifestHash: '0', dtype: 'q8', device: 'wasm', chat }).of({
      ...PLAN,
      ...change
    });
  const former = await of(CHAT);
  const read: ChatFormat = {
    ...CHAT,
    standard: 'Be polite.',
    user: { ...CHAT.user, picture: `${CHAT.user.open}<image>\n` }
  };
  expect(await of(read)).toBe(former);
  expect(await of(read, { system: 'none' })).toBe(former);
  const template = { ...paper, system: 'Be brief.' };
  expect(await of(read, { template, system: 'own' })).toBe(await of(CHAT, { template }));
  const others = [
    await of(read, { system: 'own' }),
    // Nobody knows what opens it.
    await of(CHAT, { system: 'own' }),
    await of({ ...read, user: { ...CHAT.user, picture: '<image>' } })
  ];
  expect(new Set([former, ...others]).size).toBe(4);
});

test('answers are named by whether pictures are seen in all their views', async () => {
  const of = (view?: 'one' | 'full') =>
    new SegmentIds({ manifestHash: '0', dtype: 'q8', device: 'wasm', chat: CHAT, view }).of(PLAN);
  expect(await of('one')).toBe(await of());
  expect(await of('full')).not.toBe(await of());
});

const PLAN: AskPlan = {
  cues: [{ kind: 'neutral' }],
  questions: [testQuestion('Q1', 3)],
  template: paper,
  readout: 'text',
  orders: 'single',
  dontKnow: 'omit'
};
