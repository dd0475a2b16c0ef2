import { expect, test } from 'vitest';
import { mean } from '../mean.ts';
import { metricApplies, similarity, uniform } from '../measures/similarity.ts';
import { METRICS } from '../measures/metrics.ts';
import { bestOther, scoreBaselines } from './baselineScores.ts';
import { makeStudy } from './fixtures/study.ts';
import { scoreConditions } from './scores.ts';
import { StudyData } from './studyData.ts';
import { packShares } from '../survey/surveyShares.ts';

const sizes = { conditions: 2, countries: 3, questions: 20, surveyed: 5 };
const study = makeStudy({ ...sizes, categories: ['food', 'people'] });
const survey = packShares(study.frame.questions, study.figuresOf);

test('every answer is held against its own country; no cue against all', () => {
  const data = new StudyData(study.frame, study.columns, survey);
  for (const metric of METRICS) {
    const scores = scoreConditions(data, metric, 'pmi');
    for (let row = 0; row < study.columns.length; row++) {
      const condition = study.columns.condition[row] as number;
      const cue = study.frame.cues[study.columns.cue[row] as number];
      const q = study.columns.question[row] as number;
      const { id, scale } = study.frame.questions[q] as { id: string; scale: 'ordinal' };
      const expected = (country: string) =>
        metricApplies(metric, scale)
          ? similarity(
              metric,
              data.answer(row, 'pmi'),
              study.figuresOf(id).get(country)?.p ?? [],
              scale
            )
          : NaN;
      study.frame.countries.forEach(({ code }, index) => {
        if (cue?.kind === 'neutral') {
          expect(scores[condition]?.neutral[index * 20 + q]).toBe(expected(code));
        }
        if (cue?.kind === 'country' && cue.country === code) {
          expect(scores[condition]?.name[index * 20 + q]).toBe(expected(code));
        }
      });
      const picture = study.frame.pictures.findIndex(
        ({ id: own }) => cue?.kind === 'picture' && own === cue.picture
      );
      if (picture < 0) continue;
      const country = study.frame.pictures[picture]?.country ?? '';
      expect(scores[condition]?.picture[picture * 20 + q]).toBe(expected(country));
    }
  }
});

test('an answer with other options than the figure is refused', () => {
  const other = packShares(study.frame.questions, (id) =>
    id === 'Q1' ? new Map([['C00', { p: [0.5, 0.5] }]]) : study.figuresOf(id)
  );
  const data = new StudyData(study.frame, study.columns, other);
  expect(() => scoreConditions(data, 'jsd-bits', 'pmi')).toThrow(
    /study-options-differ {"question":"Q1"}/
  );
});

test('baselines are similarities of an even spread and of the other countries', () => {
  for (const metric of METRICS) {
    const found = scoreBaselines(study.frame, survey, metric);
    study.frame.countries.forEach(({ code }, c) => {
      study.frame.questions.forEach(({ id, scale }, q) => {
        if (!metricApplies(metric, scale)) {
          expect(found.uniform[c * 20 + q]).toBeNaN();
          return;
        }
        const own = study.figuresOf(id).get(code)?.p ?? [];
        const of = (p: ArrayLike<number>) => similarity(metric, p, own, scale);
        const others = [...study.figuresOf(id)].filter(([other]) => other !== code);
        const values = others.map(([, { p }]) => of(p));
        expect(found.uniform[c * 20 + q]).toBe(of(uniform(own.length)));
        expect(found.otherCountries[c * 20 + q]).toBeCloseTo(mean(values), 12);
        const best = bestOther(found, c, survey.countries.length, 20, [q]);
        const nearest = others[values.indexOf(Math.max(...values))];
        expect(survey.countries[best]).toBe(nearest?.[0]);
      });
    });
  }
});

test('a country without figures has no baselines, one alone has no others', () => {
  const own = { p: [0.6, 0.3, 0.1] };
  const questions = [{ id: 'Q1', topic: 'Security', scale: 'ordinal' } as const];
  const alone = packShares(questions, () => new Map([['KOR', own]]));
  const countries = ['NGA', 'KOR'].map((code) => ({ code, income: null }));
  const found = scoreBaselines({ countries, questions }, alone, 'jsd-bits');
  expect([...found.uniform]).toEqual([NaN, similarity('jsd-bits', uniform(3), own.p, 'ordinal')]);
  expect([...found.otherCountries]).toEqual([NaN, NaN]);
  expect(bestOther(found, 1, 1, 1, [0])).toBe(-1);
});
