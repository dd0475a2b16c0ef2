import { describe, expect, test } from 'vitest';
import { TEMPLATES } from '../../../core/prompts/templates.ts';
import type { AskPlan, Cue, PromptTemplate } from '../../../core/prompts/types.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { RawAnswer } from '../../../core/answers/types.ts';
import { answerMapKeyOf } from '../cues.ts';
import { comparedCountry, cueViews, isComplete, ViewCache } from './views.ts';

const question = (id: string): Question => ({
  id,
  topic: 'Security',
  short: id,
  text: `${id}?`,
  codes: [1, 2],
  options: ['Yes', 'No'],
  leadIn: 'I say',
  continuations: [' yes', ' no'],
  scale: 'ordinal',
  higher: null
});
const neutral: Cue = { kind: 'neutral' };
const korea: Cue = { kind: 'country', country: 'KOR', name: 'South Korea' };
const flag: Cue = { kind: 'picture', picture: 'a', category: null };
const plan: AskPlan = {
  cues: [neutral, korea, flag, { ...flag, picture: 'b' }],
  questions: [question('Q1'), question('Q2')],
  template: TEMPLATES[0] as PromptTemplate,
  readout: 'text',
  orders: 'single',
  dontKnow: 'omit'
};
const raw = (id: string, cue: Cue, yes: number): RawAnswer => ({
  question: id,
  cue,
  readout: 'text',
  sums: [Math.log(yes), Math.log(1 - yes)],
  tokens: [1, 2],
  baseline: [0, 0]
});
const figure = { p: [0.5, 0.5], source: 's', wave: 'w', weighted: true };
const figureOf = () => ({ ...figure, dontKnow: null, noAnswer: null, n: 1000 });
const stored = (...answers: RawAnswer[]) =>
  new Map(answers.map((answer) => [answerMapKeyOf(answer), answer]));

test('cues are named, and equal picture names told apart', () => {
  const names = cueViews(plan, {
    neutral: 'No cue',
    country: (name) => `Name ${name}`,
    picture: () => 'flag.png',
    control: ({ kind }) => kind
  });
  expect(names.map(({ name }) => name)).toEqual([
    'No cue',
    'Name South Korea',
    'flag.png',
    'flag.png (2)'
  ]);
  expect(comparedCountry(plan)).toBe('KOR');
});

describe('ViewCache', () => {
  test('gives one view per question, with gaps where answers are still to come', () => {
    const views = new ViewCache().views(
      plan,
      stored(raw('Q1', neutral, 0.7)),
      'raw',
      () => undefined
    );
    expect(views.length).toBe(2);
    expect(views[0]?.answers[0]?.distribution[0]).toBeCloseTo(0.7, 12);
    expect(views[0]?.answers[1]).toBe(null);
    expect(views[0]?.figure).toBe(null);
    expect(views[0] && isComplete(views[0])).toBe(false);
  });

  test('an arriving answer changes its own view only', () => {
    const cache = new ViewCache();
    const known = figureOf();
    const first = raw('Q1', neutral, 0.7);
    const before = cache.views(plan, stored(first), 'raw', () => known);
    const after = cache.views(plan, stored(first, raw('Q2', korea, 0.2)), 'raw', () => known);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  test('another variant gives other answers, and the first ones again', () => {
    const cache = new ViewCache();
    const answers = stored(raw('Q1', neutral, 0.7));
    const of = (variant: 'raw' | 'per-token') =>
      cache.views(plan, answers, variant, () => undefined)[0]?.answers[0];
    const first = of('raw');
    expect(of('per-token')?.distribution).not.toEqual(first?.distribution);
    expect(of('raw')).toBe(first);
  });

  test('numbers that give no answer leave a gap', () => {
    const broken = { ...raw('Q1', neutral, 0.7), sums: [NaN, NaN] } as RawAnswer;
    const views = new ViewCache().views(plan, stored(broken), 'raw', () => undefined);
    expect(views[0]?.answers[0]).toBe(null);
  });
});
