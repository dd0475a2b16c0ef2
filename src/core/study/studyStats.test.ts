import { describe, expect, test } from 'vitest';
import { toAnswer } from '../answers/answer.ts';
import { similarity, skill, uniform } from '../measures/similarity.ts';
import type { RawAnswer } from '../answers/types.ts';
import { AnswerColumnsBuilder } from '../answers/answerColumns.ts';
import { says } from './fixtures/studyOf.ts';
import { makeStudy } from './fixtures/study.ts';
import type { StudyFrame } from './studyFrame.ts';
import { StudyStats } from './studyStats.ts';
import { packShares } from '../survey/surveyShares.ts';

describe('a study of two questions by hand (wasserstein on two options: 1 - |difference|)', () => {
  const frame: StudyFrame = {
    conditions: [{ model: 'm', template: 't@1', readout: 'text' }],
    cues: [
      { kind: 'country', country: 'KOR', name: 'South Korea' },
      { kind: 'picture', picture: 'a', category: 'food' },
      { kind: 'picture', picture: 'b', category: 'dress' },
      { kind: 'picture', picture: 'gone', category: 'food' },
      { kind: 'neutral' }
    ],
    questions: [
      { id: 'Q1', topic: 'Security', scale: 'ordinal' },
      { id: 'Q2', topic: 'Economy and work', scale: 'ordinal' },
      { id: 'Q3', topic: 'Security', scale: 'ordinal' }
    ],
    countries: [
      { code: 'KOR', income: 'High income' },
      { code: 'XXX', income: null }
    ],
    pictures: ['a', 'b'].map((id) => ({
      id,
      country: 'KOR',
      category: 'food',
      incomeUsdPerMonth: null
    }))
  };
  // The survey: KOR says yes with .5 to Q1, .8 to Q2; nobody was asked Q3.
  const figures = new Map([
    [
      'Q1',
      new Map([
        ['KOR', { p: [0.5, 0.5] }],
        ['BRA', { p: [0.4, 0.6] }]
      ])
    ],
    ['Q2', new Map([['KOR', { p: [0.8, 0.2] }]])]
  ]);
  const yes = [
    [0.3, 0.7, 0.5],
    [0.5, 0.6, 0.5],
    [0.7, 0.8, 0.5],
    [0.1, 0.1, 0.5],
    [0.5, 0.5, 0.5]
  ];
  const builder = new AnswerColumnsBuilder();
  yes.forEach((row, cue) =>
    row.forEach((share, question) =>
      builder.add({ condition: 0, cue, question }, says(`Q${question + 1}`, [share, 1 - share]))
    )
  );
  const survey = packShares(frame.questions, (id) => figures.get(id) ?? new Map());
  const stats = new StudyStats(frame, builder.finish(), survey);
  const results = stats.results({ metric: 'wasserstein', variant: 'raw', seed: 1, resamples: 500 });
  const [korea] = results.countries;

  test('means are over questions with a figure, pictures first', () => {
    expect(results.countries).toHaveLength(1);
    expect(korea).toMatchObject({ country: 'KOR', set: 'culture', questions: 2, pictures: 2 });
    expect(korea?.name?.mean).toBeCloseTo((0.8 + 0.9) / 2, 12);
    expect(korea?.picture?.mean).toBeCloseTo(((1 + 0.8) / 2 + (0.8 + 1) / 2) / 2, 12);
    expect(korea?.neutral?.mean).toBeCloseTo((1 + 0.7) / 2, 12);
    expect(korea?.difference?.mean).toBeCloseTo(0.05, 12);
    expect(korea?.change?.country?.mean).toBeCloseTo((0.05 / 0.85) * 100, 10);
    expect(korea?.change?.picture?.mean).toBeCloseTo((0.05 / 0.9) * 100, 10);
    expect(korea?.skill.picture?.mean).toBeCloseTo((0.9 - 0.85) / (1 - 0.85), 10);
  });

  test('baselines: an even spread, the one other country, asked one question in two', () => {
    expect(korea?.uniform?.mean).toBeCloseTo(0.85, 12);
    expect(korea?.otherCountries?.mean).toBeCloseTo(0.9, 12);
    // Half of the questions is not the same questions.
    expect(korea?.bestOther).toBe(null);
  });

  test('a topic with one question has a value and no interval', () => {
    expect(korea?.topics.map(({ topic, n }) => [topic, n])).toEqual([
      ['Economy and work', 1],
      ['Security', 1]
    ]);
    expect(korea?.topics[1]?.difference).toMatchObject({ interval: null, p: null, n: 1 });
    expect(korea?.topics[1]?.difference?.mean).toBeCloseTo(0.1, 12);
  });

  test('pools: all and high income, no low', () => {
    expect(results.pools.map(({ pool }) => pool)).toEqual(['all', 'high']);
    expect(results.pools[0]?.difference?.mean).toBeCloseTo(0.05, 12);
  });
});

describe('a larger made study', () => {
  const made = makeStudy({
    conditions: 2,
    countries: 4,
    questions: 40,
    categories: ['food', 'dress', 'people'],
    surveyed: 6
  });
  const survey = packShares(made.frame.questions, made.figuresOf);
  const stats = new StudyStats(made.frame, made.columns, survey);
  const choices = { metric: 'js-distance-nats', variant: 'pmi', seed: 5, resamples: 400 } as const;
  const results = stats.results(choices);

  test('is the same each time; another seed moves neither means nor t intervals', () => {
    expect(stats.results(choices)).toEqual(results);
    const other = stats.results({ ...choices, seed: 6 });
    expect(other.countries[0]?.picture?.mean).toBe(results.countries[0]?.picture?.mean);
    expect(other.countries[0]?.picture?.interval).toEqual(results.countries[0]?.picture?.interval);
  });

  test('means and skill are those of toAnswer and similarity', () => {
    for (const each of results.countries) {
      const perCue = new Map<number, number[]>();
      const even: number[] = [];
      for (let row = 0; row < made.columns.length; row++) {
        if (made.columns.condition[row] !== each.condition) continue;
        const raw = made.raws[row] as RawAnswer;
        const cue = made.columns.cue[row] as number;
        const { scale } = made.frame.questions[made.columns.question[row] as number] ?? {
          scale: 'nominal'
        };
        const h = made.figuresOf(raw.question).get(each.country)?.p ?? [];
        const p = toAnswer(raw, { variant: 'pmi' }).distribution;
        const list = perCue.get(cue) ?? [];
        perCue.set(cue, [...list, similarity('js-distance-nats', p, h, scale)]);
        if (cue === 0) even.push(similarity('js-distance-nats', uniform(h.length), h, scale));
      }
      const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
      const meanOf = (wanted: (id: string) => boolean) =>
        mean(
          made.frame.cues.flatMap((cue, index) => {
            const id =
              cue.kind === 'picture' ? cue.picture : cue.kind === 'country' ? cue.name : '';
            return wanted(id) ? [mean(perCue.get(index) ?? [])] : [];
          })
        );
      const kinds = each.set === 'people' ? ['-2'] : ['-0', '-1'];
      const picture = meanOf((id) => kinds.some((kind) => id === each.country + kind));
      expect(each.picture?.mean).toBeCloseTo(picture, 12);
      expect(each.name?.mean).toBeCloseTo(
        meanOf((id) => id === each.country),
        12
      );
      expect(each.neutral?.mean).toBeCloseTo(mean(perCue.get(0) ?? []), 12);
      expect(each.skill.picture?.mean).toBeCloseTo(skill(picture, mean(even)), 12);
    }
    expect(results.countries).toHaveLength(16);
  });

  test('a pool is the mean of its countries', () => {
    for (const pool of results.pools) {
      const own = results.countries.filter(
        ({ country, condition, set }) =>
          pool.countries.includes(country) && condition === pool.condition && set === pool.set
      );
      const mean = own.reduce((sum, each) => sum + (each.picture?.mean ?? NaN), 0) / own.length;
      expect(pool.picture?.mean).toBeCloseTo(mean, 12);
      expect(pool.pictures).toBe(own.reduce((sum, { pictures }) => sum + pictures, 0));
    }
    expect(results.pools.filter(({ pool }) => pool === 'high')[0]?.countries).toEqual([
      'C00',
      'C03'
    ]);
  });
});
