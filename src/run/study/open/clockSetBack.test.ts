import { afterEach, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../store/memory.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { testStudy } from '../fixtures.ts';
import { duplicateStudy, removeStudy, renameStudy, saveStudy } from './studies.ts';

afterEach(() => void vi.restoreAllMocks());

it('a clock set back by a day turns no order around, and no removal into a loss', async () => {
  const { studies } = memoryStore();
  const survey = await loadSurvey();
  const real = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real);
  const names = async () => (await studies.list()).map(({ study }) => study.name);
  await saveStudy(studies, testStudy(survey, { id: 'a', name: 'A' }));
  await saveStudy(studies, testStudy(survey, { id: 'b', name: 'B' }));
  clock.mockImplementation(() => real - 86_400_000);
  await renameStudy(studies, 'a', 'A later');
  expect(await names()).toEqual(['A later', 'B']);
  const copy = await duplicateStudy(studies, 'b', 'Copy');
  expect(await names()).toEqual(['Copy', 'A later', 'B']);
  expect(new Set(['a', 'b', copy.id]).size).toBe(3);

  const undo = await removeStudy(studies, 'b');
  // The clock is put right: a moment ago is not a day ago.
  clock.mockImplementation(() => real + 1000);
  await removeStudy(studies, 'a');
  await undo();
  expect(await names()).toEqual(['Copy', 'B']);
});
