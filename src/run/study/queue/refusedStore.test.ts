import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { openStore } from '../../../store/db.ts';
import { migrations } from '../../../store/schema.ts';
import type { Store } from '../../../store/store.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { FakeEngine, testServices, testStudy } from '../fixtures.ts';
import { openStudy } from '../open/openStudy.ts';
import { StudyQueue } from './queue.ts';

// The queue where the browser keeps nothing more: a full disk, or a newer version in another tab.

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

const ANSWERS = 30;
const until = (met: () => void) => vi.waitFor(met, { timeout: 20_000 });
const study = () => testStudy(survey);
const surveyFor = async () => survey;

/** Locks of one browser: whoever holds one keeps the others waiting. */
function lockManager(): LockManager {
  const last = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  return {
    async query() {
      return { held: [...held].map((name) => ({ name })), pending: [] };
    },
    request(name: string, work: (lock: null) => unknown) {
      const mine = (last.get(name) ?? Promise.resolve()).then(async () => {
        held.add(name);
        try {
          return await work(null);
        } finally {
          held.delete(name);
        }
      });
      last.set(
        name,
        mine.catch(() => undefined)
      );
      return mine;
    }
  } as unknown as LockManager;
}

/** A tab with an engine of its own. */
function tab(store: Store, locks: LockManager, engine = new FakeEngine()) {
  const services = { store, documents: store.documents, engine, surveyFor, device: 'wasm', locks };
  return { engine, queue: new StudyQueue({ ...services, device: 'wasm' }) };
}

async function withStudy(store: Store): Promise<void> {
  const { store: made } = await testServices(survey, study());
  const { pictures } = study();
  const files = await Promise.all(pictures.map(({ id }) => made.studies.picture(id)));
  await store.studies.putPictures(files.flatMap((file) => file ?? []));
  const record = await made.studies.get(study().id);
  if (record) await store.studies.put(record);
}

it('a full disk ends a study with its sentence; with room it goes on and equals any other', async () => {
  const store = await openStore();
  await withStudy(store);
  let full = false;
  const refuse = <Args extends unknown[]>(work: (...args: Args) => Promise<void>) =>
    async function put(...args: Args) {
      if (full) throw new AppError('quota-exceeded', { neededMB: 1 });
      await work(...args);
    };
  const small: Store = {
    ...store,
    answers: { ...store.answers, put: refuse(store.answers.put) },
    documents: { ...store.documents, put: refuse(store.documents.put) },
    studies: { ...store.studies, putSegments: refuse(store.studies.putSegments) }
  };
  const { queue, engine } = tab(small, lockManager());
  await queue.start();
  engine.before = () => {
    full ||= engine.computed.length === 20;
  };
  await queue.add('study-1');
  await until(() => expect(queue.state.items[0]?.status).toBe('failed'));
  expect(queue.state.items[0]?.error?.code).toBe('quota-exceeded');
  expect(queue.state.status).toBe('idle');
  const shown = queue.state.items[0]?.progress?.done ?? 0;
  full = false;
  await queue.add('study-1');
  await until(() => expect(queue.state.items[0]?.status).toBe('done'));
  expect(queue.state.items[0]?.progress?.cached).toBeGreaterThanOrEqual(shown);
  const { columns, missing } = await openStudy('study-1', store.studies, surveyFor);
  expect([columns.length, missing]).toEqual([ANSWERS, 0]);
  queue.close();
  store.close();
});

it('where nothing can be written, pausing and cancelling still take effect', async () => {
  const store = await openStore();
  await withStudy(store);
  const refused = new AppError('quota-exceeded', { neededMB: 1 });
  let full = false;
  const put = async (name: string, value: unknown) => {
    if (full) throw refused;
    await store.documents.put(name, value);
  };
  const small = { ...store, documents: { ...store.documents, put } };
  const { queue, engine } = tab(small, lockManager());
  await queue.start();
  const paused = new Promise<void>((done) => {
    engine.before = () => {
      if (engine.computed.length !== 12) return;
      full = true;
      void expect(queue.pause()).rejects.toMatchObject({ code: 'quota-exceeded' }).then(done);
    };
  });
  await queue.add('study-1');
  await paused;
  await until(() => expect(queue.state.items[0]?.status).toBe('waiting'));
  expect(queue.state.status).toBe('paused');
  expect(engine.computed.length).toBeLessThan(20);
  await queue.cancel('study-1').catch(() => undefined);
  expect(queue.state.items).toEqual([]);
  queue.close();
  store.close();
});

it('a newer version in another tab takes the study over; the older one says so', async () => {
  const locks = lockManager();
  const old = await openStore();
  await withStudy(old);
  const first = tab(old, locks);
  let opening: Promise<Store> | undefined;
  first.engine.before = () => {
    if (first.engine.computed.length !== 20) return;
    opening ??= openStore({ steps: [...migrations, () => undefined] });
  };
  const score = first.engine.score.bind(first.engine);
  // Models take their time: the other tab opens meanwhile.
  first.engine.score = (...asked) =>
    score(...asked).finally(() => new Promise((go) => setTimeout(go, 5)));
  await first.queue.start();
  await first.queue.add('study-1');
  await until(() => expect(first.queue.state.items[0]?.status).toBe('failed'));
  expect(first.queue.state.items[0]?.error?.code).toBe('store-closed');
  const shown = first.queue.state.items[0]?.progress?.done ?? 0;
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(ANSWERS);

  const newer = await (opening as unknown as Promise<Store>);
  const second = tab(newer, locks);
  await second.queue.start();
  // The list says that it is being worked: nobody has to add it again.
  await until(() => expect(second.queue.state.items[0]?.status).toBe('done'));
  expect(second.queue.state.items[0]?.progress?.cached).toBeGreaterThanOrEqual(shown);
  expect((await openStudy('study-1', newer.studies, surveyFor)).missing).toBe(0);
  second.queue.close();
  newer.close();
});

it('a clock set back by a day in mid-run: pace and time left stay those of the work', async () => {
  const store = await openStore();
  await withStudy(store);
  const { queue, engine } = tab(store, lockManager());
  const clock = vi.spyOn(Date, 'now');
  const real = Date.now();
  clock.mockImplementation(() => real);
  engine.before = () => {
    if (engine.computed.length === 10) clock.mockImplementation(() => real - 86_400_000);
  };
  const pace: (number | null)[] = [];
  queue.subscribe(({ items }) => {
    const progress = items[0]?.progress;
    if (progress && progress.done > progress.cached) pace.push(progress.ratePerMinute);
  });
  await queue.start();
  await queue.add('study-1');
  await until(() => expect(queue.state.items[0]?.status).toBe('done'));
  expect(pace.length).toBeGreaterThan(10);
  expect(pace.every((rate) => rate !== null && rate > 0)).toBe(true);
  expect(queue.state.items[0]?.progress?.secondsLeft).toBe(0);
  clock.mockRestore();
  queue.close();
  store.close();
});
