import { forwardNow } from '../../core/forwardNow.ts';
import { AppError } from '../../core/errors.ts';
import type { Quarantine } from '../quarantine.ts';
import type { Database } from '../schema.ts';
import type { StoredPicture } from '../storeApi.ts';
import { guarded } from '../storeErrors.ts';
import {
  gateRowSchema,
  segmentSchema,
  storedPictureSchema,
  studyRecordSchema
} from '../storedSchemas.ts';
import type { AnswerSegment, GateRow, StudyRecord, StudyStore } from './studyStoreApi.ts';

/** Studies over IndexedDB: a document each, their answers in few large records. */
export function studyStore(database: Database, quarantine: Quarantine): StudyStore {
  const fits = (record: StudyRecord) =>
    quarantine.fits('studies', record.id, record, studyRecordSchema);
  const isPicture = (picture: StoredPicture) =>
    quarantine.fits('studyPictures', picture.id, picture, storedPictureSchema);
  const isSegment = (segment: AnswerSegment) =>
    quarantine.fits('studySegments', [segment.study, segment.id], segment, segmentSchema);
  const isGate = (row: GateRow) =>
    quarantine.fits('studyGates', [row.study, row.id, row.picture], row, gateRowSchema);
  return {
    get: (id) =>
      guarded(async () => {
        const record = await database.get('studies', id);
        if (record && !fits(record)) throw new AppError('study-unreadable');
        return record;
      }),

    list: () =>
      guarded(async () => {
        const all = await database.getAll('studies');
        return all
          .filter((record) => record.removedAt === null && fits(record))
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
        if (found && !fits(found)) throw new AppError('study-unreadable');
        const changed = found && change(found);
        if (changed) await store.put(changed);
        await done;
        return changed;
      }),

    remove: (id) => guarded(() => setRemoved(database, id, forwardNow())),
    restore: (id) => guarded(() => setRemoved(database, id, null)),
    purge: (before) => guarded(() => purge(database, before, fits)),

    segments: (study) => guarded(async () => (await segmentsOf(database, study)).filter(isSegment)),
    putSegments: (segments) =>
      guarded(
        async () => {
          const { store, done } = database.transaction('studySegments', 'readwrite');
          await Promise.all([...segments.map((segment) => store.put(segment)), done]);
        },
        segments.reduce((sum, { values, layout }) => sum + values.byteLength + layout.byteLength, 0)
      ),

    gates: (study) =>
      guarded(async () => (await database.getAll('studyGates', ofStudy(study))).filter(isGate)),
    gateOf: (id, picture) =>
      guarded(async () => {
        const studies = await database.getAllKeys('studies');
        // Studies are few: a look into each is quicker than an index over all pictures.
        const found = await Promise.all(
          studies.map((study) => database.get('studyGates', [study, id, picture]))
        );
        return found.find((row) => row !== undefined && isGate(row));
      }),
    putGates: (rows) =>
      guarded(async () => {
        const { store, done } = database.transaction('studyGates', 'readwrite');
        await Promise.all([...rows.map((row) => store.put(row)), done]);
      }),

    picture: (id) =>
      guarded(async () => {
        const found = await database.get('studyPictures', id);
        return found && isPicture(found) ? found : undefined;
      }),
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

async function purge(
  database: Database,
  before: number,
  fits: (record: StudyRecord) => boolean
): Promise<void> {
  const transaction = database.transaction(
    ['studies', 'studySegments', 'studyGates', 'studyPictures'],
    'readwrite'
  );
  const store = (name: 'studySegments' | 'studyGates') => transaction.objectStore(name);
  const kept = new Set<string>();
  let all = true;
  for (const record of await transaction.objectStore('studies').getAll()) {
    // Which pictures are a study's cannot be told where it cannot be read: then all stay.
    if (!fits(record)) {
      all = false;
      continue;
    }
    const { id, removedAt, study } = record;
    if (removedAt === null || removedAt >= before) {
      study.pictures.forEach((picture) => kept.add(picture.id));
      continue;
    }
    await transaction.objectStore('studies').delete(id);
    await store('studySegments').delete(ofStudy(id));
    await store('studyGates').delete(ofStudy(id));
  }
  const pictures = transaction.objectStore('studyPictures');
  const ids = all ? await pictures.getAllKeys() : [];
  for (const id of ids) if (!kept.has(id)) await pictures.delete(id);
  await transaction.done;
}
