import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselines } from '../measures/baselines.ts';
import { anyDistributions } from '../fixtures/distributions.ts';
import { metricApplies, similarity } from '../measures/similarity.ts';
import { METRICS } from '../measures/metrics.ts';
import { bestOther, scoreBaselines } from './baselineScores.ts';
import { distributionsOf } from '../answers/distributions.ts';
import { makeStudy } from './fixtures/study.ts';
import { scoreConditions } from './scores.ts';
import { similarityAt } from '../measures/similarityColumns.ts';
import { packShares } from '../survey/surveyShares.ts';

const sizes = { conditions: 2, countries: 3, questions: 20, surveyed: 5 };
const study = makeStudy({ ...sizes, categories: ['food', 'people'] });
const survey = packShares(study.frame.questions, study.figuresOf);

test('similarity in columns is similarity, to the last bit', () => {
  fc.assert(
    fc.property(anyDistributions(2), fc.constantFrom(...METRICS), ([p = [], h = []], metric) => {
      const packed = Float64Array.from([0.5, ...p, ...h]);
      const found = similarityAt(metric, packed, 1, packed, 1 + p.length, p.length);
      expect(found).toBe(similarity(metric, p, h, 'ordinal'));
    })
  );
});

test('every answer is held against its own country; no cue against all', () => {
  const distributions = distributionsOf(study.columns, 'pmi');
  const answer = (row: number) => [
    ...distributions.p.subarray(distributions.start[row], distributions.start[row + 1])
  ];
  for (const metric of METRICS) {
    const scores = scoreConditions(study.frame, study.columns, distributions, survey, metric);
    for (let row = 0; row < study.columns.length; row++) {
      const condition = study.columns.condition[row] as number;
      const cue = study.frame.cues[study.columns.cue[row] as number];
      const q = study.columns.question[row] as number;
      const { id, scale } = study.frame.questions[q] as { id: string; scale: 'ordinal' };
      const expected = (country: string) =>
        metricApplies(metric, scale)
          ? similarity(metric, answer(row), study.figuresOf(id).get(country)?.p ?? [], scale)
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
  expect(() =>
    scoreConditions(
      study.frame,
      study.columns,
      distributionsOf(study.columns, 'pmi'),
      other,
      'jsd-bits'
    )
  ).toThrow(/study-options-differ {"question":"Q1"}/);
});

test("baselines are the Lab's, question by question", () => {
  for (const metric of METRICS) {
    const found = scoreBaselines(study.frame, survey, metric);
    study.frame.countries.forEach(({ code }, c) => {
      study.frame.questions.forEach(({ id, scale }, q) => {
        if (!metricApplies(metric, scale)) {
          expect(found.uniform[c * 20 + q]).toBeNaN();
          return;
        }
        const expected = baselines(metric, study.figuresOf(id), code, scale);
        expect(found.uniform[c * 20 + q]).toBeCloseTo(expected?.uniform ?? NaN, 15);
        expect(found.otherCountries[c * 20 + q]).toBeCloseTo(expected?.otherCountries ?? NaN, 12);
        const best = bestOther(found, c, survey.countries.length, 20, [q]);
        expect(survey.countries[best]).toBe(expected?.bestOther?.country);
      });
    });
  }
});
