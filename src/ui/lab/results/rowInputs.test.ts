import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../core/answers/types.ts';
import { CHAT } from '../../../core/fixtures/asking.ts';
import type { AskPlan, ChatFormat, Cue } from '../../../core/prompts/types.ts';
import { cueKey } from '../cues.ts';
import { promptText } from './promptText.ts';
import { rowInputOf } from './rowInputs.ts';
import type { CueView, QuestionView } from './views.ts';
import { TEMPLATES } from '../../../core/prompts/templates.ts';
import type { Question } from '../../../core/survey/types.ts';

const question: Question = {
  ...{ id: 'Q6', topic: 'Religion and spirituality', short: 'Religion' },
  ...{ text: 'How important is religion?', codes: [1, 2], options: ['Very', 'Not'] },
  ...{ leadIn: 'In my life, religion is', continuations: [' very', ' not'] },
  ...{ scale: 'ordinal', higher: null }
};
const picture = (id: string): Cue => ({ kind: 'picture', picture: id, category: null });
const blank = (each: 'grey' | 'white' | 'noise'): Cue => ({
  ...{ kind: 'blank', blank: each, category: null }
});
const cues: CueView[] = [
  { kind: 'neutral' } as const,
  { kind: 'country', country: 'KOR', name: 'South Korea' } as const,
  picture('a'),
  blank('grey'),
  blank('white'),
  blank('noise'),
  { kind: 'frame' } as const,
  picture('b')
].map((cue) => ({ key: cueKey(cue), cue, name: cue.kind }));
const viewOf = (shares: readonly (number | null)[]) =>
  ({
    question,
    answers: shares.map((p) =>
      p === null ? null : ({ distribution: [p, 1 - p] } as unknown as Answer)
    ),
    figure: { p: [0.3, 0.7] }
  }) as unknown as QuestionView;
const choices = {
  ...{ cues, movers: [2, 7].map((at) => cues[at] as CueView) },
  ...({ reference: 'control', country: 'South Korea' } as const)
};

describe('a row of the Lab', () => {
  test('has the blanks as zero, pictures under their letters, and the people', () => {
    const row = rowInputOf(viewOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]), choices);
    expect(row.zero).toMatchObject({
      kind: 'blank',
      answers: [
        [0.4, 0.6],
        [0.5, 0.5],
        [0.6, 0.4]
      ]
    });
    expect(row.pictures.map(({ letter }) => letter)).toEqual(['A', 'B']);
    expect(row.pictures[1]?.distribution[0]).toBe(0.8);
    expect([row.neutral?.[0], row.name?.[0]]).toEqual([0.1, 0.2]);
    expect(row.people).toEqual([{ country: 'South Korea', distribution: [0.3, 0.7] }]);
  });

  test('has no zero until all blanks are answered; a letter stays its picture’s', () => {
    const row = rowInputOf(viewOf([0.1, 0.2, null, 0.4, 0.5, null, 0.7, 0.8]), choices);
    expect(row.zero.answers).toEqual([]);
    expect(row.pictures.map(({ letter }) => letter)).toEqual(['B']);
  });

  test('is measured from what was chosen; a name from its sentence, a single picture without a letter', () => {
    const view = viewOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
    const from = rowInputOf(view, { ...choices, reference: 'country' });
    expect(from.zero).toEqual({ kind: 'country', answers: [[0.2, 0.8]] });
    const alone = rowInputOf(view, { ...choices, movers: choices.movers.slice(0, 1) });
    expect(alone.pictures.map(({ letter }) => letter)).toEqual([null]);
    const name = rowInputOf(view, { ...choices, movers: [cues[1] as CueView] });
    expect(name.zero).toMatchObject({ kind: 'frame', answers: [[0.7, expect.closeTo(0.3)]] });
    expect(name.pictures).toEqual([]);
  });
});

test('the prompt reads as it was sent, the picture as a word, the answer’s opening apart', () => {
  const template = TEMPLATES[0] as (typeof TEMPLATES)[number];
  const plan: AskPlan = {
    ...{ cues: [], questions: [question], template, readout: 'text' },
    ...{ orders: 'single', dontKnow: 'omit' }
  };
  const sent = promptText(plan, picture('a'), question, '[picture]', null);
  expect(sent.text).toContain('[picture]');
  expect(sent.text).not.toContain('<image>');
  expect(sent.text).toMatch(/How important is religion\?\n$/);
  expect(sent.leadIn).toBe('In my life, religion is');
  const letters = promptText(
    { ...plan, readout: 'letter' },
    picture('a'),
    question,
    '[picture]',
    null
  );
  expect(letters.text).toMatch(/Very/);
  expect(letters.leadIn).toMatch(/\($/);
});

test('the prompt shows the system turn that the model’s template makes up, where it was sent', () => {
  const template = TEMPLATES[0] as (typeof TEMPLATES)[number];
  const plan: AskPlan = {
    ...{ cues: [], questions: [question], template, readout: 'text', system: 'own' },
    ...{ orders: 'single', dontKnow: 'omit' }
  };
  const sent = (of: AskPlan, chat: ChatFormat) =>
    promptText(of, { kind: 'neutral' }, question, '[picture]', chat).text;
  const { system } = CHAT;
  const polite = { ...CHAT, standard: `${system.open}Be polite.${system.close}` };
  expect(sent(plan, polite)).toMatch(/^Be polite\.\nPlease answer/);
  expect(sent({ ...plan, system: 'none' }, polite)).toMatch(/^Please answer/);
  expect(sent({ ...plan, template: { ...template, system: 'Hi.' } }, polite)).toMatch(/^Hi\.\nP/);
  expect(sent(plan, { ...CHAT, begin: '<s>', standard: '<s>' })).toMatch(/^Please answer/);
});
