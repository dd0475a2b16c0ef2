import { beforeAll, expect, test } from 'vitest';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { pictureOf } from '../study/fixtures.ts';
import { studyOfPlan } from './planFile.ts';

let survey: SurveyDataset;
beforeAll(async () => void (survey = await loadSurvey()));

const plan = (choices: object, pictures = [pictureOf('11'.repeat(32), { country: 'KOR' })]) =>
  studyOfPlan(JSON.stringify({ name: 'A plan', questions: 'quick', ...choices }), pictures, survey);

test('what is left out is as in the preset; countries are those of the pictures', () => {
  const study = plan({});
  expect(study).toMatchObject({ preset: 'recommended', seed: 1, readouts: 'reading-check' });
  expect(study.questions).toHaveLength(12);
  expect(study.countries.map(({ code }) => code)).toEqual(['KOR']);
  expect(study.models).toEqual([]);
  expect(plan({}, []).countries).toHaveLength(10);
  expect(plan({ preset: 'as-in-the-paper' })).toMatchObject({ orders: 'single', alsoNamed: [] });
});

test('choices are kept, and make the study one of its own', () => {
  const study = plan({
    ...{ countries: ['BRA'], alsoNamed: ['FRA', 'NGA'], templates: ['paper', 'brief'], seed: 7 },
    ...{ questions: ['Q6', 'Q1'], cues: ['neutral'], controls: [], orders: 'cyclic' }
  });
  expect(study).toMatchObject({ seed: 7, cues: ['neutral'], orders: 'cyclic', preset: null });
  expect(study.questions).toEqual(['Q6', 'Q1']);
  expect(study.countries.map(({ code }) => code)).toEqual(['BRA', 'KOR']);
  expect(study.alsoNamed?.map(({ code }) => code)).toEqual(['FRA', 'NGA']);
  expect(study.templates.map(({ id }) => id)).toEqual(['paper', 'brief']);
  expect(plan({ alsoNamed: 12 }).alsoNamed).toHaveLength(11);
});

test('what is not as it should be is named', () => {
  expect(() => studyOfPlan(null, [], survey)).toThrow('study-plan-missing');
  expect(() => studyOfPlan('{', [], survey)).toThrow('study-plan-broken');
  expect(() => plan({ cues: ['smell'] })).toThrow(/study-plan-broken.*cues/);
  for (const wrong of [{ questions: ['Q0'] }, { countries: ['XXX'] }, { templates: ['nobody'] }]) {
    expect(() => plan(wrong)).toThrow('study-plan-unknown');
  }
});
