import { expect, it } from 'vitest';
import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import type { Question } from '../../core/survey/types.ts';
import { readClassText, writeClassShare } from '../../formats/class/classFile.ts';
import { TEMPLATES } from '../../core/prompts/templates.ts';
import { shareOfRun, type HandedRun } from './shareOfRun.ts';

const HASH = 'd'.repeat(64);
const picture = 'e'.repeat(64);
const question = (id: string): Question => ({
  ...{ id, topic: 'Security', short: id, text: 'My own words?', codes: [1, 2, 3] },
  ...{ options: ['yes', 'so', 'no'], leadIn: '', continuations: [], scale: 'ordinal', higher: null }
});
const cues: Cue[] = [
  { kind: 'neutral' },
  { kind: 'country', country: 'KOR', name: 'South Korea' },
  { kind: 'picture', picture, category: null },
  { kind: 'blank', blank: 'grey', category: null },
  { kind: 'frame' },
  { kind: 'caption', picture, caption: 'Ann’s house in Bonn', category: null }
];
const plan: AskPlan = {
  ...{ cues, questions: ['Q1', 'Q6'].map(question), template: TEMPLATES[0]! },
  ...{ readout: 'text', orders: 'single', dontKnow: 'omit' }
};
const turn = { open: '', close: '' };
const run: HandedRun = {
  ...{ app: '0.1.0', plan, variant: 'pmi', survey: HASH, wording: HASH, thumbs: new Map() },
  loaded: {
    ...{ model: 'pocket-llava', manifestHash: HASH, dtype: 'q8', device: 'wasm' },
    chat: { system: turn, user: turn, assistant: { open: '' } }
  },
  answer: (cue, at) => (cue === 1 && at === 1 ? null : [1 / 3, 1 / 3, 1 / 3]),
  guesses: [
    { question: 'Q6', cue: cues[2]!, player: 1, model: 0.5, people: null },
    // A cue that is not handed in, a question of another run.
    { question: 'Q6', cue: cues[4]!, player: 1, model: 0.5, people: null },
    { question: 'Q9', cue: cues[2]!, player: 1, model: 0.5, people: null }
  ]
};

it('hands in what a class compares, in a form that is read again', async () => {
  const share = { id: '0'.repeat(16), ...(await shareOfRun(run)) };
  expect(readClassText(writeClassShare(share))).toEqual([share]);
  expect(share.cues.map(({ kind }) => kind)).toEqual(['neutral', 'country', 'picture', 'blank']);
  expect(share.answers[1]).toEqual([[3333, 3333, 3333], null]);
  expect(share.guesses).toEqual([{ question: 1, cue: 2, player: 1, model: 5000, people: null }]);
});

it('leaves a person’s own words at home, and tells other words and prompts apart', async () => {
  const told = (caption: string): AskPlan => ({
    ...plan,
    cues: [{ kind: 'neutral' }, { kind: 'caption', picture, caption, category: null }]
  });
  const [ann, ben] = await Promise.all(
    ['Ann’s house', 'Ben’s house'].map((words) => shareOfRun({ ...run, plan: told(words) }))
  );
  expect(JSON.stringify(ann)).not.toMatch(/Ann|own words/);
  expect(ann?.cues[1]).toMatchObject({ kind: 'caption', picture: 0 });
  expect(ann?.cues[1]).not.toEqual(ben?.cues[1]);
  const template = { ...plan.template, askText: 'Else: {question}' };
  const other = await shareOfRun({ ...run, plan: { ...plan, template } });
  expect(other.settings.prompt).not.toBe((await shareOfRun(run)).settings.prompt);
});
