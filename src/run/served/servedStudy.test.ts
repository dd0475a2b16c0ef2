import { expect, test } from 'vitest';
import type { StudyModelRun } from '../../core/study/studyTypes.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { StubServer } from '../../servers/fixtures.ts';
import { loadedFrom } from '../../servers/provenance.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { testStudy } from '../study/fixtures.ts';
import { askedOf, withOthers } from './servedStudy.ts';

const run = { manifestHash: '11'.repeat(32) } as StudyModelRun;
const ran: StudyModelRun = { ...run, manifestHash: '22'.repeat(32) };

async function record(models: string[], answered: string[]): Promise<StudyRecord> {
  const study = testStudy(await loadSurvey(), {
    models: models.map((model) => ({ model, manifestHash: null }))
  });
  return {
    ...{ id: study.id, study, updatedAt: 0, removedAt: null, origin: 'own' },
    runs: Object.fromEntries(answered.map((model) => [model, run]))
  };
}

function through(before: StudyRecord, loaded: LoadedModel) {
  const { record: asked, left } = askedOf(before, loaded);
  expect(asked.study.models.map(({ model }) => model)).toEqual([loaded.model]);
  const after = withOthers({ ...asked, runs: { ...asked.runs, [loaded.model]: ran } }, before);
  return { left, after, models: after.study.models.map(({ model }) => model) };
}

test('the served model comes behind those that answered; who did not is left out', async () => {
  const loaded = await loadedFrom(new StubServer());
  const { model: served } = loaded;
  const { models, left, after } = through(await record(['a', 'b', 'c'], ['a', 'c']), loaded);
  expect(models).toEqual(['a', 'c', served]);
  expect(left).toEqual(['b']);
  expect(after.runs).toEqual({ a: run, c: run, [served]: ran });
  expect(after.study.models.at(-1)?.manifestHash).toBe(loaded.manifestHash);
});

test('asked once more it keeps its place, with its new run', async () => {
  const loaded = await loadedFrom(new StubServer());
  const { model: served } = loaded;
  const { models, after } = through(await record([served, 'a'], [served, 'a']), loaded);
  expect(models).toEqual([served, 'a']);
  expect(after.runs).toEqual({ a: run, [served]: ran });
});

test('a model without eyes is put in as one', async () => {
  const blind = new StubServer();
  blind.pictures = false;
  const { after } = through(await record([], []), await loadedFrom(blind));
  expect(after.study.models).toMatchObject([{ wordsOnly: true }]);
});
