import { beforeAll, expect, test } from 'vitest';
import { pictureOf, testStudy } from '../../../run/study/fixtures.ts';
import type { OpenStudy } from '../../../run/study/studyApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { leftOutOf } from './leftOut.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

test('counts pictures by who left them out, behaviour, and caveats of own and other countries', () => {
  const gated = { included: 'gate' } as const;
  const study = testStudy(survey, {
    alsoNamed: [{ code: 'NGA', name: 'Nigeria' }],
    pictures: [
      pictureOf('11'.repeat(32), gated),
      pictureOf('22'.repeat(32), gated),
      pictureOf('33'.repeat(32), { included: 'no' }),
      pictureOf('44'.repeat(32))
    ],
    // People were offered three steps in Brazil, Nigeria, Argentina and the United States; in none.
    questions: ['Q35', 'Q1']
  });
  const questions = study.questions.flatMap((id) => survey.question(id) ?? []);
  const looked = (id: string, passes: boolean) => ({ picture: id.repeat(32), model: 'a', passes });
  const found = leftOutOf({
    ...{ record: { study }, survey },
    frame: { questions: [...questions, { ...questions[0], use: 'behaviour' }].slice(0, 3) },
    // What a person let in takes part, whatever a model made of it.
    gates: [looked('11', false), looked('22', true), looked('44', false)]
  } as unknown as OpenStudy);
  expect(found.pictures).toEqual({ all: 4, shut: 1, byHand: 1 });
  expect(found.behaviour).toBe(1);
  // Q35 stands there twice.
  expect(found.caveats).toEqual({ own: 4, others: 4, countries: ['BRA', 'NGA'] });
});
