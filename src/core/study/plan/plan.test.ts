import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../canonicalText.ts';
import { sha256 } from '../../digest.ts';
import { AppError } from '../../errors.ts';
import { brief } from '../../prompts/brief.ts';
import { fitted } from '../../schema.ts';
import type { Condition, Study } from '../studyTypes.ts';
import { deviations } from './deviations.ts';
import { isPlanned, type ShownChoice } from './isPlanned.ts';
import { studyPlan, usualHeadline, type PlanChoices } from './studyPlan.ts';
import { planSchema } from './planTypes.ts';

const picture = (id: string, change: Partial<Study['pictures'][number]> = {}) =>
  ({
    ...{ id: id.repeat(32), name: `${id}.png`, country: 'BRA', category: 'food' },
    ...{ incomeUsdPerMonth: null, licence: null, source: null, included: 'gate' },
    ...change
  }) as Study['pictures'][number];

const STUDY: Study = {
  id: 'study-1',
  name: 'A study',
  createdAt: '2026-01-01T00:00:00.000Z',
  preset: null,
  models: [{ model: 'model-a', manifestHash: null }],
  countries: ['BRA', 'CHN', 'FRA', 'ITA', 'KOR'].map((code) => ({ code, name: code })),
  pictures: [picture('11'), picture('22', { country: 'KOR' })],
  cues: ['neutral', 'country', 'picture'],
  controls: ['blank'],
  templates: [brief],
  readouts: ['letter', 'text'],
  orders: 'forward+reverse',
  dontKnow: 'omit',
  variant: 'pmi',
  questions: ['Q1', 'Q6'],
  survey: { id: 's', name: 'S', hash: 'aa'.repeat(32) },
  wording: { id: 'w', name: 'W', hash: 'bb'.repeat(32) },
  metric: 'jsd-bits',
  gate: { on: true, variant: 'pmi', passRank: { people: 2, other: 1 } },
  seed: 7
};
const WORDS = new Map([
  ['Q1', 'first'],
  ['Q6', 'sixth']
]);
const CHOICES: PlanChoices = {
  headline: usualHeadline(STUDY),
  figures: ['pointing', 'topics'],
  caveats: 'out',
  topics: 'ours'
};
const planned = (change: Partial<Study> = {}, words = WORDS) =>
  studyPlan({ ...STUDY, ...change }, CHOICES, words);
const PLAN = planned();
/** What deviates when a study is changed so. */
const changed = (change: Partial<Study>, words = WORDS) => deviations(PLAN, planned(change, words));

describe('the canonical text', () => {
  test('does not depend on the order of fields, at any depth, and is that of RFC 8785', () => {
    const value = { b: [{ d: 1.5e300, c: null }], a: 'é\u20ac"\n', '€': true };
    expect(canonicalText(value)).toBe('{"a":"é€\\"\\n","b":[{"c":null,"d":1.5e+300}],"€":true}');
    const turned = JSON.parse(JSON.stringify({ ...PLAN })) as Record<string, unknown>;
    const reversed = Object.fromEntries(Object.entries(turned).reverse());
    expect(canonicalText(reversed)).toBe(canonicalText(PLAN));
  });

  test('of a plan has the hash that any other tool gives, and fits its schema', async () => {
    const text = canonicalText(PLAN);
    const other = createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex');
    expect(await sha256(text)).toBe(other);
    const broken = (where: string) => new AppError('study-zip-changed', { where });
    expect(fitted(planSchema, JSON.parse(text), broken)).toEqual(PLAN);
  });

  test('leaves out what decides nothing', () => {
    const renamed = planned({ name: 'Other', preset: 'recommended', id: 'x' });
    const licensed = planned({ pictures: STUDY.pictures.map((p) => ({ ...p, licence: 'CC0' })) });
    expect(canonicalText(renamed)).toBe(canonicalText(PLAN));
    expect(canonicalText(licensed)).toBe(canonicalText(PLAN));
  });
});

describe('the headline', () => {
  test('is pointing where the countries can be told apart, else similarity', () => {
    expect(usualHeadline(STUDY)).toMatchObject({
      ...{ test: 'pointing', cue: 'picture', control: 'others', units: ['countries'] },
      ...{ model: 'model-a', template: 'brief@1', readout: 'letter' }
    });
    expect(usualHeadline({ ...STUDY, countries: STUDY.countries.slice(0, 4) })).toMatchObject({
      test: 'similarity',
      control: null
    });
    expect(usualHeadline({ ...STUDY, readouts: 'reading-check' }).readout).toBe(null);
  });
});

describe('deviations', () => {
  test('of the same study there are none', () => {
    expect(changed({})).toEqual([]);
    expect(changed({ pictures: STUDY.pictures.toReversed() })).toEqual([]);
    // Studies of earlier versions chose none without saying so.
    expect(changed({ system: 'none' })).toEqual([]);
    expect(changed({ view: 'one' })).toEqual([]);
  });

  test.each([
    [{ metric: 'wasserstein' as const }, 'metric', ['jsd-bits'], ['wasserstein']],
    [{ seed: 8 }, 'seed', ['7'], ['8']],
    [{ system: 'own' as const }, 'system', ['none'], ['own']],
    [{ view: 'full' as const }, 'view', ['one'], ['full']],
    [{ controls: [] }, 'controls', ['blank'], []],
    [{ questions: ['Q1', 'Q7'] }, 'questions', ['Q6'], ['Q7']],
    [{ gate: { ...STUDY.gate, on: false } }, 'gate', ['on: true'], ['on: false']],
    [{ countries: STUDY.countries.slice(1) }, 'countries', ['BRA'], []]
  ])('%j is one', (change, what, before, now) => {
    expect(changed(change)).toEqual([{ what, planned: before, now }]);
  });

  test('a picture that is let in by hand is named on both sides, a new one on one', () => {
    const [first, second] = STUDY.pictures as [
      Study['pictures'][number],
      Study['pictures'][number]
    ];
    const letIn = { pictures: [{ ...first, included: 'yes' as const }, second] };
    expect(changed(letIn)).toEqual([{ what: 'pictures', planned: [first.id], now: [first.id] }]);
    const more = { pictures: [...STUDY.pictures, picture('33')] };
    expect(changed(more)).toEqual([{ what: 'pictures', planned: [], now: ['33'.repeat(32)] }]);
  });

  test('another wording of a question is one, an unknown wording is not', () => {
    const reworded = new Map(WORDS).set('Q6', 'other');
    expect(changed({}, reworded)).toEqual([{ what: 'questions', planned: ['Q6'], now: ['Q6'] }]);
    expect(changed({}, new Map())).toEqual([]);
  });

  test("a model's files are a deviation only where they were known", () => {
    const ran = (hash: string) =>
      studyPlan(STUDY, CHOICES, WORDS, { 'model-a': { manifestHash: hash.repeat(32) } });
    expect(deviations(PLAN, ran('aa'))).toEqual([]);
    expect(deviations(ran('aa'), ran('bb'))).toEqual([
      { what: 'models', planned: ['model-a aaaaaaaaaaaa'], now: ['model-a bbbbbbbbbbbb'] }
    ]);
  });
});

describe('planned or exploratory', () => {
  const conditions: Condition[] = (['letter', 'text'] as const).map((readout) => ({
    ...{ model: 'model-a', template: 'brief@1', readout }
  }));
  const shown: ShownChoice = {
    ...{ figure: 'pointing', condition: 0, cue: 'picture', control: 'others' },
    ...{ variant: 'pmi', caveats: 'out' }
  };

  test('planned is what the plan names, under its own choices', () => {
    expect(isPlanned(PLAN, shown, conditions)).toBe(true);
    expect(isPlanned(PLAN, { figure: 'topics', metric: 'jsd-bits' }, conditions)).toBe(true);
  });

  test.each<Partial<ShownChoice>>([
    { figure: 'similarity' },
    { figure: null },
    { condition: 1 },
    { cue: 'country' },
    { control: 'blank' },
    { variant: 'raw' },
    { caveats: 'in' }
  ])('%j makes it exploratory', (change) => {
    expect(isPlanned(PLAN, { ...shown, ...change }, conditions)).toBe(false);
  });

  test('another metric makes a figure of similarities exploratory, pointing has none', () => {
    const topics = { figure: 'topics', metric: 'wasserstein' } as const;
    expect(isPlanned(PLAN, topics, conditions)).toBe(false);
    expect(isPlanned(PLAN, { ...shown, metric: 'wasserstein' }, conditions)).toBe(true);
  });

  test('a condition that was never asked makes all exploratory', () => {
    expect(isPlanned(PLAN, shown, [])).toBe(false);
  });
});
