import { expect, test } from 'vitest';
import { paperFilter, paperRules, type PaperRule } from './paperRules.ts';
import type { PictureGate } from './pictureGate.ts';
import { PRESETS } from './presets.ts';
import type { Study, StudyPicture } from './studyTypes.ts';

const survey = {
  topicsPaper: new Map([
    ['Q1', 'Security'],
    ['Q2', 'Security']
  ]),
  figuresOf: (id: string) => new Map(id === 'Q2' ? [['FRA', {}]] : [['IND', {}]]),
  country: (code: string) => ({ income: code === 'IND' ? 'Lower middle income' : 'High income' })
};

const picture = (id: string, country: string, category: StudyPicture['category']) =>
  ({ id, country, category, included: 'gate' }) as StudyPicture;
const people = (country: string, count: number) =>
  Array.from({ length: count }, (_, k) => picture(`${country}${k}`, country, 'people'));

const study = (pictures: StudyPicture[], change: Partial<Study> = {}) =>
  ({
    gate: PRESETS.recommended.gate,
    models: ['a', 'b'].map((model) => ({ model, manifestHash: null })),
    countries: ['IND', 'USA'].map((code) => ({ code, name: code })),
    questions: ['Q1', 'Q2', 'Q3'],
    pictures,
    ...change
  }) as unknown as Study;

/** Every model's rank of each picture: 1 unless said otherwise. */
const seen = ({ pictures, models }: Study, ranks: Record<string, number | null> = {}) =>
  models.flatMap(({ model }) =>
    pictures.map(({ id }) => ({ model, picture: id, rank: id in ranks ? ranks[id] : 1 }))
  ) as PictureGate[];

const states = (checks: ReturnType<typeof paperRules>) =>
  Object.fromEntries(
    checks.map(({ rule, state, breaks }) => [rule, [state, ...breaks].join(' ')])
  ) as Record<PaperRule, string>;

test('questions: those that the paper has, asked in at least one country of the study', () => {
  const found = states(paperRules(study([]), [], survey));
  expect(found).toEqual({
    categorised: 'broken Q3',
    surveyed: 'broken Q2',
    recognised: 'none',
    pictured: 'none',
    allPeople: 'none',
    fivePeople: 'none',
    bothIncomes: 'none'
  });
  const other = { ...survey, topicsPaper: new Map() };
  expect(states(paperRules(study([]), [], other)).categorised).toBe('none');
});

test('pictures: the first guess, of people one of the first two, of every model', () => {
  const own = study([
    picture('food', 'IND', 'food'),
    picture('second', 'USA', null),
    ...people('IND', 5),
    ...people('USA', 6)
  ]);
  expect(states(paperRules(own, [], survey)).recognised).toBe('open');
  const ranks = { second: 2, IND0: 2, USA5: 3 };
  const checks = paperRules(own, seen(own, ranks), survey);
  expect(states(checks)).toMatchObject({
    recognised: 'broken second USA5',
    pictured: 'holds',
    allPeople: 'broken USA',
    fivePeople: 'holds',
    bothIncomes: 'broken high'
  });
  const filtered = { ...own, ...paperFilter(own, checks) };
  expect(filtered.questions).toEqual(['Q1']);
  const out = filtered.pictures.filter(({ included }) => included === 'no');
  expect(out.map(({ id }) => id)).toEqual(['second', ...people('USA', 6).map(({ id }) => id)]);
  const again = paperRules(filtered, seen(own, ranks), survey);
  expect(states(again)).toMatchObject({
    recognised: 'holds',
    allPeople: 'holds',
    pictured: 'broken USA',
    bothIncomes: 'broken high'
  });
  expect(paperFilter(filtered, again)).toBeNull();
});

test('one model that misses a picture is enough, and one that has not looked leaves it open', () => {
  const own = study([picture('food', 'IND', 'food'), picture('tea', 'USA', 'food')]);
  const [first, second, third] = seen(own, { tea: null });
  const checks = paperRules(
    own,
    [first, second, third].flatMap((each) => each ?? []),
    survey
  );
  expect(states(checks)).toMatchObject({ recognised: 'broken tea', pictured: 'broken USA' });
  expect(states(paperRules(own, seen(own).slice(0, 3), survey)).recognised).toBe('open');
});

test('people: at least five recognised a country, countries of both income groups', () => {
  const own = study([...people('IND', 4), ...people('USA', 5)]);
  expect(states(paperRules(own, seen(own), survey))).toMatchObject({
    recognised: 'holds',
    allPeople: 'holds',
    fivePeople: 'broken IND',
    bothIncomes: 'broken low'
  });
  const enough = study([...people('IND', 5), ...people('USA', 5)]);
  expect(states(paperRules(enough, seen(enough), survey))).toMatchObject({
    fivePeople: 'holds',
    bothIncomes: 'holds'
  });
});
