import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { SURVEY_THEN } from '../sameNumbers/house.ts';
import { scored } from './house.ts';
import { expectKept } from './keptFile.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.000Z'), toFake: ['Date'] });
  vi.stubGlobal('window', {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('npm run score writes what version 0.1 wrote, byte for byte', async () => {
  const { words, letters, prompts } = await scored();
  expect([words.missing, letters.missing, prompts.length]).toEqual([0, 0, 2]);
  // The survey's hash covers all questions' words, also of those that were not asked.
  const text = JSON.stringify({ words, letters, prompts }, null, 1);
  const { hash } = await loadSurvey();
  await expectKept('exports/score.json', `${text.replaceAll(hash, SURVEY_THEN)}\n`);
});
