import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../store/memory.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { formerSurvey } from '../../../survey/former.ts';
import { questionKey } from './segmentIds.ts';
import { surveyFinder } from './surveyFor.ts';

const FOLDER = new URL('../../../survey/', import.meta.url);
const now = await loadSurvey();
const text = (path: string) => readFileSync(new URL(path, FOLDER), 'utf8');
const files = readdirSync(new URL('former', FOLDER));

describe.each(files)('the bundled survey as it was: %s', (file) => {
  const { hash, ...rest } = JSON.parse(text(`former/${file}`));

  test('is whole, and over the same figures: its hash is the one that studies name', async () => {
    const sha = createHash('sha256').update(JSON.stringify(rest)).update('\n');
    expect(sha.update(text('data/figures.json')).digest('hex')).toBe(hash);
    expect(file).toBe(`${hash.slice(0, 8)}.json`);
    const named = { id: 'wvs7-evs2017', name: 'WVS', hash };
    const find = surveyFinder(memoryStore().ownData);
    const survey = await find({ survey: named, wording: named });
    expect([survey.hash, survey.wording.hash]).toEqual([hash, hash]);
    expect(survey.figure('KOR', 'Q28')).toEqual(now.figure('KOR', 'Q28'));
  });

  test('a question in other words has another key: no answer of before is taken for it', async () => {
    const survey = await formerSurvey(hash);
    let changed = 0;
    for (const question of now.questions) {
      const before = survey?.question(question.id);
      if (!before) throw new Error(question.id);
      const words = ({ text, options, leadIn, continuations }: typeof question) =>
        JSON.stringify([text, options, leadIn, continuations]);
      const same = words(before) === words(question);
      expect((await questionKey(before)) === (await questionKey(question))).toBe(same);
      changed += same ? 0 : 1;
    }
    expect(changed).toBeGreaterThan(0);
  });
});

test('another hash is no state of the bundled survey', async () => {
  expect(await formerSurvey('00'.repeat(32))).toBeNull();
  expect(await formerSurvey(now.hash)).toBeNull();
});
