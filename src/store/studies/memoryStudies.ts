import { forwardNow } from '../../core/forwardNow.ts';
import type { StoredPicture } from '../storeApi.ts';
import type { AnswerSegment, GateRow, StudyRecord, StudyStore } from './studyStoreApi.ts';

/** Studies of a window without IndexedDB: same promises, forgotten when the page closes. */
export function memoryStudies(): StudyStore {
  const records = new Map<string, StudyRecord>();
  const segments = new Map<string, Map<string, AnswerSegment>>();
  const gates = new Map<string, Map<string, GateRow>>();
  const pictures = new Map<string, StoredPicture>();
  const setRemoved = async (id: string, removedAt: number | null) => {
    const record = records.get(id);
    if (record) records.set(id, { ...record, removedAt });
  };
  return {
    get: async (id) => structuredClone(records.get(id)),
    list: async () =>
      [...records.values()]
        .filter(({ removedAt }) => removedAt === null)
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .map((record) => structuredClone(record)),
    put: async (record) => {
      records.set(record.id, structuredClone(record));
    },
    update: async (id, change) => {
      const found = records.get(id);
      if (!found) return undefined;
      const changed = change(structuredClone(found));
      records.set(id, structuredClone(changed));
      return changed;
    },
    remove: (id) => setRemoved(id, forwardNow()),
    restore: (id) => setRemoved(id, null),
    purge: async (before) => {
      for (const { id, removedAt } of [...records.values()]) {
        if (removedAt === null || removedAt >= before) continue;
        [records, segments, gates].forEach((map) => map.delete(id));
      }
      const kept = [...records.values()].flatMap(({ study }) => study.pictures.map(({ id }) => id));
      for (const id of [...pictures.keys()]) if (!kept.includes(id)) pictures.delete(id);
    },
    segments: async (study) => [...(segments.get(study)?.values() ?? [])],
    putSegments: async (list) =>
      list.forEach((segment) => inside(segments, segment.study).set(segment.id, segment)),
    gates: async (study) => [...(gates.get(study)?.values() ?? [])],
    gateOf: async (id, picture) => {
      const found = [...gates.values()].flatMap((own) => own.get(`${id} ${picture}`) ?? []);
      return found[0];
    },
    putGates: async (list) =>
      list.forEach((row) => inside(gates, row.study).set(`${row.id} ${row.picture}`, row)),
    picture: async (id) => pictures.get(id),
    putPictures: async (list) => list.forEach((picture) => pictures.set(picture.id, picture))
  };
}

function inside<T>(maps: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const map = maps.get(name) ?? new Map<string, T>();
  maps.set(name, map);
  return map;
}
