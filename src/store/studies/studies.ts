import { forwardNow } from '../../core/forwardNow.ts';
import type { Database } from '../schema.ts';
import { guarded } from '../storeErrors.ts';
import type { AnswerSegment, StudyStore } from './studyStoreApi.ts';

/** Studies over IndexedDB: a document each, their answers in few large records. */
export function studyStore(database: Database): StudyStore {
  return {
    get: (id) => guarded(() => database.get('studies', id)),

    list: () =>
      guarded(async () => {
        const all = await database.getAll('studies');
        return all
          .filter(({ removedAt }) => removedAt === null)
          .sort((a, b) => b.updatedAt - a.updatedAt);
      }),

    put: (record) =>
      guarded(async () => {
        await database.put('studies', record);
      }, JSON.stringify(record).length),

    update: (id, change) =>
      guarded(async () => {
        const { store, done } = database.transaction('studies', 'readwrite');
        const found = await store.get(id);
        const changed = found && change(found);
        if (changed) await store.put(changed);
        await done;
        return changed;
      }),

    remove: (id) => guarded(() => setRemoved(database, id, forwardNow())),
    restore: (id) => guarded(() => setRemoved(database, id, null)),
    purge: (before) => guarded(() => purge(database, before)),

    segments: (study) => guarded(() => segmentsOf(database, study)),
    putSegments: (segments) =>
      guarded(
        async () => {
          const { store, done } = database.transaction('studySegments', 'readwrite');
          await Promise.all([...segments.map((segment) => store.put(segment)), done]);
        },
        segments.reduce((sum, { values, layout }) => sum + values.byteLength + layout.byteLength, 0)
      ),

    gates: (study) => guarded(() => database.getAll('studyGates', ofStudy(study))),
    gateOf: (id, picture) =>
      guarded(async () => {
        const studies = await database.getAllKeys('studies');
        // Studies are few: a look into each is quicker than an index over all pictures.
        const found = await Promise.all(
          studies.map((study) => database.get('studyGates', [study, id, picture]))
        );
        return found.find((row) => row !== undefined);
      }),
    putGates: (rows) =>
      guarded(async () => {
        const { store, done } = database.transaction('studyGates', 'readwrite');
        await Promise.all([...rows.map((row) => store.put(row)), done]);
      }),

    picture: (id) => guarded(() => database.get('studyPictures', id)),
    putPictures: (pictures) =>
      guarded(
        async () => {
          const { store, done } = database.transaction('studyPictures', 'readwrite');
          await Promise.all([...pictures.map((picture) => store.put(picture)), done]);
        },
        pictures.reduce((sum, { file }) => sum + file.size, 0)
      )
  };
}

/** Segments to a read: a million answers in one would hold the page up while they are unpacked. */
const READ = 128;

async function segmentsOf(database: Database, study: string): Promise<AnswerSegment[]> {
  const { store } = database.transaction('studySegments');
  const found: AnswerSegment[] = [];
  let range = ofStudy(study);
  for (;;) {
    const part = await store.getAll(range, READ);
    found.push(...part);
    const last = part.at(-1);
    if (!last || part.length < READ) return found;
    range = IDBKeyRange.bound([study, last.id], [study, []], true);
  }
}

/** Keys that begin with a study's id: an array sorts behind every text. */
function ofStudy(study: string): IDBKeyRange {
  return IDBKeyRange.bound([study], [study, []]);
}

async function setRemoved(database: Database, id: string, at: number | null): Promise<void> {
  const { store, done } = database.transaction('studies', 'readwrite');
  const record = await store.get(id);
  if (record) await store.put({ ...record, removedAt: at });
  await done;
}

async function purge(database: Database, before: number): Promise<void> {
  const transaction = database.transaction(
    ['studies', 'studySegments', 'studyGates', 'studyPictures'],
    'readwrite'
  );
  const store = (name: 'studySegments' | 'studyGates') => transaction.objectStore(name);
  const kept = new Set<string>();
  for (const { id, removedAt, study } of await transaction.objectStore('studies').getAll()) {
    if (removedAt === null || removedAt >= before) {
      study.pictures.forEach((picture) => kept.add(picture.id));
      continue;
    }
    await transaction.objectStore('studies').delete(id);
    await store('studySegments').delete(ofStudy(id));
    await store('studyGates').delete(ofStudy(id));
  }
  const pictures = transaction.objectStore('studyPictures');
  for (const id of await pictures.getAllKeys()) if (!kept.has(id)) await pictures.delete(id);
  await transaction.done;
}
