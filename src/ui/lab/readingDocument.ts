import type { LoadedModel } from '../../engine/engineApi.ts';
import { readingSchema } from '../../run/asking/keptSchemas.ts';
import type { ReadingReport } from '../../run/asking/readingCheck.ts';
import type { DocumentStore } from '../../store/storeApi.ts';

const exactly = ({ manifestHash, dtype, device }: LoadedModel) =>
  `reading/${manifestHash}/${dtype}/${device}`;
const last = (model: string) => `reading-of/${model}`;

/** The check of this very model on this very device; null where there was none. */
export async function readReading(
  documents: DocumentStore,
  loaded: LoadedModel
): Promise<ReadingReport | null> {
  return (await documents.get(exactly(loaded), readingSchema)) ?? null;
}

/** The latest check of a model of that name; null where there was none. */
export async function readLastReading(
  documents: DocumentStore,
  model: string
): Promise<ReadingReport | null> {
  return (await documents.get(last(model), readingSchema)) ?? null;
}

export async function writeReading(
  documents: DocumentStore,
  loaded: LoadedModel,
  report: ReadingReport
): Promise<void> {
  await documents.put(exactly(loaded), report);
  await documents.put(last(loaded.model), report);
}
