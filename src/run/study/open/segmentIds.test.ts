import { expect, test } from 'vitest';
import { CHAT, testQuestion } from '../../../core/fixtures/asking.ts';
import { paper } from '../../../core/prompts/paper.ts';
import type { AskPlan, PromptTemplate } from '../../../core/prompts/types.ts';
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

const PLAN: AskPlan = {
  cues: [{ kind: 'neutral' }],
  questions: [testQuestion('Q1', 3)],
  template: paper,
  readout: 'text',
  orders: 'single',
  dontKnow: 'omit'
};
