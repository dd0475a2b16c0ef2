import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { IDBFactory } from 'fake-indexeddb';
import { unzipSync } from 'fflate';
import { any, unknown } from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { exactJson, sha256Of } from '../sameNumbers/exactJson.ts';
import { gatesOf, openedOf } from '../sameNumbers/house.ts';
import {
  askNothing,
  chosenSurvey,
  exportLetters,
  exportZip,
  labCsv,
  openLab,
  openStore,
  openStored,
  readingChecks,
  readQueue,
  type Store
} from './house.ts';
import { restoreDatabase, type Entries } from './keptDatabase.ts';
import { expectKept, KEPT } from './keptFile.ts';

/** What version 0.1 left in a browser opens in today's app, unchanged, and nothing is asked again. */
let entries: Entries;
let store: Store;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.000Z'), toFake: ['Date'] });
  vi.stubGlobal('indexedDB', new IDBFactory());
  entries = await restoreDatabase(`${KEPT}/store.json`);
  store = await openStore();
});
afterEach(() => {
  store.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const valuesOf = (name: string) => (entries[name] ?? []).map(([, value]) => value);
const idsOf = (name: string) => (entries[name] ?? []).map(([key]) => String(key));

/** Files as their bytes, so that two of them compare. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Blob)
    return { type: value.type, bytes: [...new Uint8Array(await value.arrayBuffer())] };
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const fields = Object.entries(value).map(async ([key, each]) => [key, await plain(each)]);
  return Object.fromEntries(await Promise.all(fields));
}

async function expectAll(found: readonly unknown[], name: string) {
  const kept = valuesOf(name);
  expect(kept.length, name).toBeGreaterThan(0);
  const sorted = async (list: readonly unknown[]) =>
    (await Promise.all(list.map(async (each) => exactJson(await plain(each))))).sort();
  expect(await sorted(found), name).toEqual(await sorted(kept));
}

describe('the store of version 0.1', () => {
  test('gives back every entry as it was written', async () => {
    expect(store.persistent).toBe(true);
    expect(await store.answers.count()).toBe(valuesOf('answers').length);
    await expectAll(await store.pictures.list(), 'pictures');
    await expectAll(await store.ownData.list(), 'ownData');
    const names = idsOf('documents');
    await expectAll(
      await Promise.all(names.map((name) => store.documents.get(name, unknown()))),
      'documents'
    );
    const { studies } = store;
    const ids = idsOf('studies');
    await expectAll(await Promise.all(ids.map((id) => studies.get(id))), 'studies');
    const of = async (what: 'segments' | 'gates') =>
      (await Promise.all(ids.map((id) => studies[what](id)))).flat();
    await expectAll(await of('segments'), 'studySegments');
    await expectAll(await of('gates'), 'studyGates');
    const pictures = idsOf('studyPictures').map((id) => studies.picture(id));
    await expectAll(await Promise.all(pictures), 'studyPictures');
    expect((await studies.list()).map(({ id }) => id)).not.toContain(removed()?.id);
  });

  test('shows the Lab’s last run, whose export has the same bytes', async () => {
    const lab = await openLab(store);
    expect([lab.problem, lab.error, lab.status]).toEqual([null, null, 'done']);
    expect(lab.answers.size).toBe(48);
    expect(lab.choices).toEqual((await store.documents.get<LabKept>('lab', any()))?.choices);
    await expectKept(
      'exports/lab-text.json',
      `${JSON.stringify(await lab.exportRun(), null, 2)}\n`
    );
    const letters = await exportLetters(store);
    expect(letters.missing).toBe(0);
    await expectKept('exports/lab-letter.json', `${JSON.stringify(letters, null, 2)}\n`);
  });

  test('saves the Lab’s tables as the same CSV', async () => {
    await expectKept('exports/lab-csv.json', `${JSON.stringify(await labCsv(store), null, 1)}\n`);
  });

  test('knows the reading check, and all answers that it rests on', async () => {
    const { kept, again } = await readingChecks(store);
    expect(kept?.grades.letter.n).toBeGreaterThan(0);
    expect(again).toEqual(kept);
  });

  test('knows the chosen survey and wording, and the queue', async () => {
    const survey = await chosenSurvey(store);
    expect([survey.name, survey.wording.name]).toEqual(['My survey', 'My words']);
    expect(survey.question('Q1')?.text).toBe('Family: how important?');
    expect((await readQueue(store.documents)).items.map(({ status }) => status)).toEqual([
      'done',
      'failed',
      'waiting'
    ]);
  });

  test('opens every study with the same answers and gates, and lacks none', async () => {
    const opened = [];
    for (const id of idsOf('studies')) {
      const open = await openStored(id, store);
      expect(open.missing, id).toBe(0);
      expect(await askNothing(id, store), id).toBe(true);
      const { analysis, seed } = openedOf(open);
      const choices = { variant: 'raw', seed } as const;
      const results = analysis.results({ ...choices, metric: 'jsd-bits', resamples: 200 });
      const numbers = sha256Of(
        exactJson([gatesOf(open), results, analysis.letters(), analysis.ways(choices)])
      );
      opened.push({ id, answers: open.columns.length, numbers });
    }
    await expectKept('exports/studies.json', `${JSON.stringify(opened, null, 1)}\n`);
  });

  test.each(['by-names', 'by-answers'])('exports study %s part by part the same', async (id) => {
    const parts = async (zip: Blob) => unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const kept = await parts(new Blob([await readFile(`${KEPT}/study-${id}.zip`)]));
    const found = await parts(await exportZip(id, store));
    expect(Object.keys(found)).toEqual(Object.keys(kept));
    for (const [name, bytes] of Object.entries(kept)) {
      expect(new TextDecoder().decode(found[name]), name).toBe(new TextDecoder().decode(bytes));
    }
  });
});

interface LabKept {
  choices: unknown;
}

function removed() {
  const studies = valuesOf('studies') as { id: string; removedAt: number | null }[];
  return studies.find(({ removedAt }) => removedAt !== null);
}
