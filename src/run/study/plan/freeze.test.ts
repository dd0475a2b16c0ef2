import { beforeAll, expect, test } from 'vitest';
import { sinceFrozen } from '../../../core/study/plan/sinceFrozen.ts';
import { usualHeadline, type PlanChoices } from '../../../core/study/plan/studyPlan.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { testServices, testStudy } from '../fixtures.ts';
import { saveStudy } from '../open/studies.ts';
import { runStudy } from '../queue/runStudy.ts';
import { StopSignal } from '../queue/stopSignal.ts';
import { fitsItsHash, freezePlan, wordsOf } from './freeze.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

async function made() {
  const study = testStudy(survey);
  const services = await testServices(survey, study);
  const choices: PlanChoices = {
    ...{ headline: usualHeadline(study), figures: ['similarity'], caveats: 'out', topics: 'ours' }
  };
  const { studies } = services.store;
  const freeze = () => freezePlan(study.id, choices, studies, services.surveyFor);
  return { study, studies, services, freeze, words: await wordsOf(study, survey) };
}

test('a plan is frozen with its hash, its date and the answers so far', async () => {
  const { study, services, freeze, words } = await made();
  const [before] = (await freeze()).plans ?? [];
  expect(before?.answers).toBe(0);
  expect(before && (await fitsItsHash(before))).toBe(true);
  expect(before?.plan.questions.map(({ words }) => words)).toEqual([...words.values()]);
  await runStudy(study.id, services, new StopSignal(), () => undefined);
  const [first, second] = (await freeze()).plans ?? [];
  expect(first).toEqual(before);
  // Neutral, two names, two pictures; both readouts; three questions.
  expect(second?.answers).toBe(30);
  // The model's files are known by now: another plan.
  expect(second?.sha256).not.toBe(first?.sha256);
});

test('a change keeps the plan and is dated once, also when it is saved again', async () => {
  const { study, studies, freeze, words } = await made();
  await freeze();
  const [plan] = (await saveStudy(studies, study)).plans ?? [];
  expect(plan?.deviatedAt).toBe(undefined);
  await saveStudy(studies, { ...study, metric: 'wasserstein' });
  const record = await saveStudy(studies, { ...study, metric: 'wasserstein', seed: 2 });
  const found = sinceFrozen(record, words) ?? [];
  expect(found.map(({ what }) => what)).toEqual(['metric', 'seed']);
  expect(found.every(({ since }) => since !== null && !Number.isNaN(Date.parse(since)))).toBe(true);
  const dates = record.plans?.[0]?.deviatedAt;
  const again = await saveStudy(studies, { ...study, metric: 'wasserstein', seed: 3 });
  expect(again.plans?.[0]?.deviatedAt).toEqual(dates);
  // Taken back: it deviates no longer.
  expect(sinceFrozen(await saveStudy(studies, study), words)).toEqual([]);
});

test('without a plan there is nothing to deviate from', async () => {
  const { study, studies, words } = await made();
  expect(sinceFrozen(await saveStudy(studies, study), words)).toBe(null);
});
