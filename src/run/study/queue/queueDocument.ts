import * as v from 'valibot';
import { count, key, list, listOnce } from '../../../core/schema.ts';
import type { DocumentStore } from '../../../store/storeApi.ts';
import { reasonSchema } from '../../asking/keptSchemas.ts';
import type { QueueItemStatus, StudyHoles } from '../studyApi.ts';

/** The work list as it is kept: what every tab and the next visit see. */
export interface QueueDocument {
  version: 1;
  paused: boolean;
  items: readonly KeptItem[];
}

export interface KeptItem {
  study: string;
  status: QueueItemStatus;
  /** Why it failed: an AppError's code and what fills its sentence in. */
  error: { code: string; params: Record<string, string | number> } | null;
  /** What a server would not answer when the study was done; absent: nothing. */
  holes?: StudyHoles;
}

const queueSchema: v.GenericSchema<unknown, QueueDocument> = v.object({
  version: v.literal(1),
  paused: v.boolean(),
  items: listOnce(
    v.object({
      study: key,
      status: v.picklist(['waiting', 'running', 'done', 'failed']),
      error: v.nullable(reasonSchema),
      holes: v.optional(v.object({ answers: count, reasons: list(reasonSchema, 1000) }))
    }),
    ({ study }) => study,
    10_000
  )
});

const NAME = 'study-queue';
const EMPTY: QueueDocument = { version: 1, paused: false, items: [] };

export async function readQueue(documents: DocumentStore): Promise<QueueDocument> {
  return (await documents.get(NAME, queueSchema)) ?? EMPTY;
}

/** Without locks there is one tab, whose changes wait for each other. */
let turn: Promise<unknown> = Promise.resolve();

/** Changes the list while no other tab does. @returns the list as it is now */
export function changeQueue(
  documents: DocumentStore,
  locks: LockManager | undefined,
  change: (queue: QueueDocument) => QueueDocument
): Promise<QueueDocument> {
  const work = async () => {
    const changed = change(await readQueue(documents));
    await documents.put(NAME, changed);
    return changed;
  };
  if (locks) return locks.request('valueshift-study-list', work);
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

export function changeItem(
  queue: QueueDocument,
  study: string,
  change: Partial<KeptItem>
): QueueDocument {
  const items = queue.items.map((item) => (item.study === study ? { ...item, ...change } : item));
  return { ...queue, items };
}
