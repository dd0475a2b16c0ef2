import { expect, test } from 'vitest';
import { CHAT, CUES, testQuestion } from '../fixtures/asking.ts';
import { planJobs } from '../prompts/plan.ts';
import { brief } from '../prompts/brief.ts';
import { paper } from '../prompts/paper.ts';
import { PAPER_COUNTRIES, PRESETS } from './presets.ts';
import { studyCost } from './studyCost.ts';
import { studyCues } from './studyCues.ts';

const questions = [4, 2, 5].map((n, k) => testQuestion(`Q${k + 1}`, n));
const assumptions = { chat: CHAT, pictureTokens: 64 };
const models = ['a', 'b'].map((model) => ({ model, manifestHash: null }));

test('counts what the plans themselves hold', () => {
  const study: Parameters<typeof studyCost>[0] = {
    models,
    countries: [{ code: 'KOR', name: 'South Korea' }],
    templates: [brief, paper],
    readouts: ['letter', 'text'],
    orders: 'forward+reverse',
    dontKnow: 'list'
  };
  const jobs = study.templates.flatMap((template) =>
    (['letter', 'text'] as const).map(
      (readout) => planJobs({ ...study, cues: CUES, questions, template, readout }, CHAT).length
    )
  );
  const cost = studyCost(study, CUES, questions, assumptions);
  expect(cost.jobs).toBe(2 * jobs.reduce((a, b) => a + b, 0));
  // 2 models x 2 templates x 2 readouts x 3 cues, and as many answers a question.
  expect(cost.prefixes).toBe(24);
  expect(cost.answers).toBe(72);
  expect(cost.pictures).toBe(2);
});

test('one job by hand: letters of two options in one order', () => {
  const template = {
    ...brief,
    cue: { neutral: 'abcd', country: '', picture: '' },
    askLetter: '',
    letterLeadIn: 'xxxx'
  };
  const chat = {
    system: { open: '', close: '' },
    user: { open: '', close: '' },
    assistant: { open: '' }
  };
  const study = {
    models: models.slice(0, 1),
    countries: [],
    templates: [template],
    readouts: ['letter' as const],
    orders: 'single' as const,
    dontKnow: 'omit' as const
  };
  const cost = studyCost(study, [{ kind: 'neutral' }], [testQuestion('Q1', 2)], {
    chat,
    pictureTokens: 64
  });
  // Prefix "abcd\n" takes 2 tokens of 4 characters, the suffix "xxxx" one.
  expect(cost).toMatchObject({ jobs: 1, tokens: 3, storedBytes: 120 + 16 + 2 * 12 });
});

test("the paper's preset has its ten countries, one order and no neutral cue", () => {
  expect(new Set(PAPER_COUNTRIES).size).toBe(10);
  const preset = PRESETS['as-in-the-paper'];
  expect(preset).toMatchObject({ orders: 'single', dontKnow: 'list', readouts: ['letter'] });
  const countries = preset.countries.map((code) => ({ code, name: code }));
  const cues = studyCues({ cues: preset.cues, countries, seed: 1 }, [
    { id: 'p', category: 'food' }
  ]);
  expect(cues.map(({ kind }) => kind)).toEqual([...countries.map(() => 'country'), 'picture']);
});

test('countries beside the study are named last, in the first readout, and cost no more', () => {
  const [own, other] = [
    { code: 'KOR', name: 'South Korea' },
    { code: 'BRA', name: 'Brazil' }
  ];
  const study = {
    models: models.slice(0, 1),
    countries: [own],
    alsoNamed: [own, other],
    cues: ['country' as const, 'picture' as const],
    templates: [brief],
    readouts: ['text' as const, 'letter' as const],
    orders: 'single' as const,
    dontKnow: 'omit' as const,
    seed: 1
  };
  const cues = studyCues(study, [{ id: 'p', category: 'food' }]);
  expect(cues.map((cue) => (cue.kind === 'country' ? cue.name : cue.kind))).toEqual([
    'South Korea',
    'picture',
    'Brazil'
  ]);
  // Three cues by words and two by letters, three questions.
  expect(studyCost(study, cues, questions, assumptions)).toMatchObject({
    answers: 15,
    prefixes: 5
  });
  const { cues: kinds, countries, alsoNamed } = { ...study, cues: ['picture' as const] };
  expect(studyCues({ cues: kinds, countries, alsoNamed, seed: 1 }, [])).toEqual([]);
});
