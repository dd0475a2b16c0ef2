import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { plannedCost } from '../../core/study/plannedCost.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { gatePrompts, promptedSteps } from '../elsewhere/studyPrompts.ts';
import { COST_ASSUMED, costOn, paperCostText, paperStudy } from './paperCost.ts';
import { PAPER_MODELS_SERVED, type PaperModel } from './paperModels.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

test('docs/servers.md has the figures and lines that the command prints', () => {
  // Its tables are padded.
  const plain = (text: string) => text.replaceAll(/ +\|/g, ' |').replaceAll(/-+/g, '-');
  const document = plain(readFileSync('docs/servers.md', 'utf8'));
  const lines = plain(paperCostText(survey, COST_ASSUMED)).split('\n');
  expect(lines.length).toBeGreaterThan(2 * PAPER_MODELS_SERVED.length);
  expect(lines.filter((line) => !document.includes(line))).toEqual([]);
});

test('the study is the preset as a served model is asked it: every question of the paper, no fault', async () => {
  const study = paperStudy(survey, 2);
  expect(study.preset).toBe('as-in-the-paper');
  expect(study.questions).toEqual(
    survey.questions.map(({ id }) => id).filter((id) => survey.topicsPaper.has(id))
  );
  expect(await gatePrompts(study, survey)).toHaveLength(study.pictures.length);
  let prompts = 0;
  for await (const { jobs } of promptedSteps(study, survey)) prompts += jobs.length;
  const [model] = PAPER_MODELS_SERVED;
  const cost = costOn(model as PaperModel, study, survey, COST_ASSUMED);
  expect(prompts + study.pictures.length).toBe(cost.prompts);
  // A name and two pictures for each of ten countries.
  expect(prompts).toBe(30 * study.questions.length);
});

test('time is that of the tokens or of the prompts, whichever is longer, and of what is written', () => {
  const study = paperStudy(survey, 2);
  const model = { id: 'x/y', billions: 10, cards: 2, pictureTokens: 1000 };
  const assumed = { pictures: 2, teraflops: 1, prompts: 1e9, written: 1e12, price: 3 };
  const slow = costOn(model, study, survey, assumed);
  // Two cards of 10^12 operations, twenty milliards for a token: a hundred tokens a second.
  expect(slow.hours * 3600 * 100).toBeCloseTo(slow.megatokens * 1e6, 0);
  expect(slow.dollars).toBeCloseTo(slow.hours * 6, 9);
  const { prefixTokens } = plannedCost(study, survey, model.pictureTokens).cost;
  const anew = (slow.hoursAnew - slow.hours) * 3600 * 100;
  expect(anew).toBeCloseTo(prefixTokens * (study.questions.length - 1), 0);
  const bound = costOn(model, study, survey, { ...assumed, teraflops: 1e9, prompts: 10 });
  expect(bound.hours * 3600 * 10).toBeCloseTo(bound.prompts, 3);
  const writing = costOn(model, study, survey, { ...assumed, teraflops: 1e9, written: 1 });
  // Ten pictures of people at 450 tokens, ten others at 250.
  expect(writing.hours * 3600).toBeCloseTo(7000, 0);
});
