import { describe, expect, it } from 'vitest';
import { metricApplies, similarity, uniform } from '../core/measures/similarity.ts';
import { METRICS } from '../core/measures/metrics.ts';
import { TOPICS } from '../core/survey/topics.ts';
import { loadSurvey, openSurvey } from './dataset.ts';
import figuresText from './data/figures.json?raw';
import surveyText from './data/survey.json?raw';

const survey = await loadSurvey();
const allFigures = survey.questions.flatMap((question) =>
  [...survey.figuresOf(question.id)].map(([country, figure]) => ({ question, country, figure }))
);
const TEN = 'BRA CHN FRA ITA MEX NGA PAK KOR USA VNM'.split(' ');
const EVS_ONLY = ['FRA', 'ITA'];

/** Number of questions that every one of the countries answered. */
const common = (countries: string[]) =>
  survey.questions.filter(({ id }) => countries.every((code) => survey.figure(code, id))).length;
const asked = (country: string) => allFigures.filter((row) => row.country === country).length;

describe('the bundled survey', () => {
  it('holds every question, country and distribution of the sources', () => {
    expect(survey.questions).toHaveLength(258);
    expect(survey.countries).toHaveLength(92);
    expect(allFigures).toHaveLength(14_611);
  });

  it('covers the countries as its sources say', () => {
    expect(['BRA', 'MEX', 'NGA', 'IND', 'USA'].map(asked)).toEqual([254, 258, 256, 258, 255]);
    expect(['CHN', 'PAK', 'KOR', 'BGD', 'VNM'].map(asked)).toEqual([222, 208, 208, 206, 203]);
    expect(['ITA', 'FRA', 'ZAF'].map(asked)).toEqual([65, 56, 17]);
    expect(common(TEN.filter((code) => !EVS_ONLY.includes(code)))).toBe(172);
    expect(common(TEN)).toBe(47);
  });

  it.each([
    ['USA', 0.374],
    ['NGA', 0.935],
    ['FRA', 0.144],
    ['VNM', 0.122],
    ['CHN', 0.033]
  ])('knows how many call religion very important in %s', (country, share) => {
    expect(survey.question('Q6')?.options[0]).toBe('Very important');
    expect(survey.figure(country, 'Q6')?.p[0]).toBeCloseTo(share, 3);
  });

  it('has distributions: one share an option, none negative, sum 1', () => {
    for (const { question, figure } of allFigures) {
      expect(figure.p).toHaveLength(question.codes.length);
      expect(Math.min(...figure.p)).toBeGreaterThanOrEqual(0);
      expect(figure.p.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('has one option a code, over the whole span of the scale', () => {
    for (const { codes, options, continuations } of survey.questions) {
      expect((codes.at(-1) ?? NaN) - (codes[0] ?? NaN) + 1).toBe(options.length);
      expect(continuations).toHaveLength(options.length);
    }
  });

  it('keeps the codes that start at 0', () => {
    const zero = survey.questions.filter(({ codes }) => codes[0] === 0).map(({ id }) => id);
    const ids = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `Q${from + index}`);
    expect(zero).toEqual([...ids(94, 105), 'Q119', ...ids(122, 129), ...ids(241, 249)]);
  });

  it('fills all 15 topics and keeps the paper’s own mapping beside ours', () => {
    expect(new Set(survey.questions.map(({ topic }) => topic)).size).toBe(TOPICS.length);
    expect(survey.topicsPaper.size).toBe(210);
    const noisy = [...survey.topicsPaper.values()].filter((t) => t === 'Methodological research');
    expect(noisy).toHaveLength(80);
  });

  it('tells where each figure came from', () => {
    const count = (source: string) =>
      allFigures.filter(({ figure }) => figure.source === source).length;
    expect(['goqa', 'simllm', 'culturespa', 'ivs', 'ivs-w6'].map(count)).toEqual([
      6152, 4372, 3631, 439, 17
    ]);
    expect(survey.figure('USA', 'Q6')).toMatchObject({ source: 'goqa', wave: '7', weighted: true });
    expect(survey.figure('ZAF', 'Q6')).toMatchObject({ source: 'ivs-w6', wave: '6' });
    for (const { figure } of allFigures)
      for (const share of [figure.dontKnow, figure.noAnswer])
        expect(share === null || (share >= 0 && share < 1)).toBe(true);
  });

  it('is no uniform world: what an even spread scores under each reading', () => {
    const means = METRICS.map((metric) => {
      const scores = allFigures
        .filter(({ question }) => metricApplies(metric, question.scale))
        .map(({ question: { scale }, figure: { p } }) =>
          similarity(metric, uniform(p.length), p, scale)
        );
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    });
    expect(means.map((mean) => mean.toFixed(3))).toEqual(['0.878', '0.736', '0.683', '0.786']);
  });

  it('is loaded once', () => expect(loadSurvey()).toBe(loadSurvey()));
});

describe('caveats', () => {
  it('name the countries that were offered fewer steps', () => {
    expect(survey.caveats('BRA', 'Q36')).toEqual(['three-steps']);
    expect(survey.caveats('VEN', 'Q184')).toEqual(['five-steps']);
    expect(survey.caveats('USA', 'Q36')).toEqual([]);
  });

  it('stand for exactly the five-step figures with both ends empty', () => {
    const hollow = allFigures.filter(
      ({ figure: { p } }) => p.length === 5 && p[0] === 0 && p[4] === 0
    );
    const flagged = allFigures.filter(({ country, question }) =>
      survey.caveats(country, question.id).includes('three-steps')
    );
    const names = (rows: typeof allFigures) => rows.map((row) => row.country + row.question.id);
    expect(names(flagged)).toEqual(names(hollow));
  });

  it('five-steps: the flagged figures use the same five codes of ten', () => {
    const flagged = allFigures.filter(({ country, question }) =>
      survey.caveats(country, question.id).includes('five-steps')
    );
    expect(flagged).toHaveLength(19);
    for (const { figure } of flagged)
      expect(figure.p.flatMap((share, index) => (share > 0 ? [index + 1] : []))).toEqual([
        1, 3, 5, 8, 10
      ]);
  });
});

describe('openSurvey', () => {
  it('is quick: time printed, not asserted', async () => {
    const start = performance.now();
    await openSurvey(surveyText, figuresText);
    console.info(`survey opened and validated in ${Math.round(performance.now() - start)} ms`);
  });

  const damage = (edit: (figures: { questions: Record<string, { p: number[] }> }) => void) => {
    const figures = JSON.parse(figuresText);
    edit(figures);
    return () => openSurvey(surveyText, JSON.stringify(figures));
  };

  it.each([
    ['text that is no JSON', () => openSurvey(surveyText.slice(0, -9), figuresText), 'survey'],
    ['another format', () => openSurvey('{"format":2}', figuresText), 'survey format'],
    ['a question of no data set', damage((f) => (f.questions['Q999'] = { p: [] })), 'figures Q999'],
    ['a lost share', damage((f) => f.questions['Q1']?.p.pop()), 'figures Q1 p'],
    ['a wrong share', damage((f) => f.questions['Q1']?.p.fill(1, 0, 1)), 'figures Q1 ALB'],
    ['a negative share', damage((f) => f.questions['Q1']?.p.fill(-1, 3, 4)), 'figures Q1 ALB']
  ])('names the place of %s', async (_fault, open, where) => {
    await expect(open()).rejects.toThrow(
      expect.objectContaining({ code: 'survey-data-broken', params: { where } })
    );
  });
});
