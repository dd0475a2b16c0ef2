import * as v from 'valibot';
import { count, integer, recordOf } from '../../core/schema.ts';
import type { DocumentStore } from '../../store/storeApi.ts';

/** One's own answers, where the person said that they shall be kept on this device. */
const keptSchema = v.object({
  version: v.literal(1),
  /** Milliseconds since 1970. */
  changedAt: count,
  /** The chosen option's code, by question. */
  answers: recordOf(integer)
});
export type KeptOwn = v.InferOutput<typeof keptSchema>;

/** Name of the document: the page "Your data" lists it by itself, and no file that is saved holds it. */
export const OWN_DOCUMENT = 'yourself';

/** Null where none are kept, also where what lies there does not fit. */
export async function readKeptOwn(documents: DocumentStore): Promise<KeptOwn | null> {
  return (await documents.get(OWN_DOCUMENT, keptSchema)) ?? null;
}

/** In place of what was kept before. @param changedAt milliseconds since 1970 */
export function keepOwn(
  documents: DocumentStore,
  answers: KeptOwn['answers'],
  changedAt: number
): Promise<void> {
  return documents.put(OWN_DOCUMENT, { version: 1, changedAt, answers } satisfies KeptOwn);
}

/** For good: there is no way back. */
export function wipeKeptOwn(documents: DocumentStore): Promise<void> {
  return documents.remove(OWN_DOCUMENT);
}
