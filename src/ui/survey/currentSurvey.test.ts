import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../store/memory.ts';
import type { StoredOwnData } from '../../store/storeApi.ts';
import { BUNDLED_WORDING, loadSurvey } from '../../survey/dataset.ts';
import type { SurveyFile } from '../../survey/import/surveyFile.ts';
import type { WordingFile } from '../../survey/import/wordingFile.ts';
import { CurrentSurvey } from './currentSurvey.svelte.ts';

const bundled = await loadSurvey();
const korea = bundled.country('KOR');
const trust = bundled.question('Q57');
const figure = bundled.figure('KOR', 'Q57');
if (!korea || !trust || !figure) throw new Error('the bundled survey has Q57 for South Korea');

const surveyFile: SurveyFile = {
  format: 'valueshift-survey',
  version: 1,
  name: 'mine',
  origin: { file: 'mine.csv', kind: 'long' },
  countries: [korea],
  questions: [trust],
  figures: { Q57: { KOR: { ...figure, source: 'own', wave: 'own' } } }
};
const wordingFile: WordingFile = {
  format: 'valueshift-wording',
  version: 1,
  name: 'other words',
  wordings: [{ id: 'Q57', text: 'Whom?', options: ['Most', 'Few'], leadIn: '', continuations: [] }]
};
const item = (id: string, document: SurveyFile | WordingFile, addedAt = 1): StoredOwnData => ({
  id,
  kind: document.format === 'valueshift-survey' ? 'survey' : 'wording',
  name: document.name,
  hash: `hash of ${id}`,
  file: new Blob([JSON.stringify(document)]),
  addedAt
});

function open(store = memoryStore()) {
  const current = new CurrentSurvey({ store: async () => store, loadSurvey });
  return { current, store };
}

async function withBoth() {
  const { current, store } = open();
  await current.add(item('s', surveyFile, 1));
  await current.add(item('w', wordingFile, 2));
  await current.selectSurvey('s');
  await current.selectWording('w');
  return { current, store };
}

describe('CurrentSurvey', () => {
  it('is the bundled survey in its own words until another is chosen', async () => {
    const { current } = open();
    expect(await current.ready()).toBe(bundled);
    expect(current.wordingId).toBe(BUNDLED_WORDING);
  });

  it('puts survey and wording together and names both', async () => {
    const { current } = await withBoth();
    expect(current.survey).toMatchObject({ id: 's', name: 'mine', hash: 'hash of s' });
    expect(current.survey?.wording).toEqual({ id: 'w', name: 'other words', hash: 'hash of w' });
    expect(current.survey?.question('Q57')?.text).toBe('Whom?');
  });

  it('remembers the choice between visits', async () => {
    const { store } = await withBoth();
    const again = open(store).current;
    expect(await again.ready()).toMatchObject({ id: 's', wording: { id: 'w' } });
  });

  it('falls back to the bundled survey when an own one is removed, and undo brings all back', async () => {
    const { current } = await withBoth();
    await current.remove('s');
    expect(current.survey).toMatchObject({ id: bundled.id, wording: { id: 'w' } });
    await current.undoRemove();
    expect(current.survey).toMatchObject({ id: 's', wording: { id: 'w' } });
    expect(current.own.map(({ id }) => id)).toEqual(['s', 'w']);
  });

  it('renames everywhere, the file included, and the hash stays', async () => {
    const { current, store } = await withBoth();
    await current.rename('s', ' Pilot ');
    expect(current.survey).toMatchObject({ name: 'Pilot', hash: 'hash of s' });
    expect(JSON.parse((await (await store.ownData.get('s'))?.file.text()) ?? '')).toMatchObject({
      name: 'Pilot'
    });
  });

  it('changes nothing where the store is full', async () => {
    const { current, store } = open();
    store.ownData.put = () => Promise.reject(new Error('full'));
    await expect(current.add(item('s', surveyFile))).rejects.toThrow('full');
    expect(current.own).toEqual([]);
    expect(await current.ready()).toBe(bundled);
  });

  it('names a damaged own survey and goes on with the bundled one', async () => {
    const { current, store } = await withBoth();
    await store.ownData.put({ ...item('s', surveyFile), file: new Blob(['{"broken"']) });
    const again = open(store).current;
    expect(await again.ready()).toBe(bundled);
    expect(again.problem).toMatchObject({ code: 'import-not-json' });
    expect(current.problem).toBeNull();
  });
});
