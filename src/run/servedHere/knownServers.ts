import * as v from 'valibot';
import { servedSchema } from '../../core/answers/served.ts';
import { date, list, text } from '../../core/schema.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { DocumentStore } from '../../store/storeApi.ts';

const knownServer = v.object({
  /** As `loopbackUrl` gives it. */
  url: text,
  /** The model's name among models (`servedName`). */
  model: text,
  /** It reads words only; absent: it takes pictures. */
  wordsOnly: v.optional(v.literal(true)),
  /** As it was found when it was last probed. */
  served: servedSchema,
  probedAt: date
});
/** A model on a server of this computer, as it is kept between visits: never with a key. */
export type KnownServer = v.InferOutput<typeof knownServer>;

const documentSchema = v.object({ version: v.literal(1), servers: list(knownServer, 100) });

const NAME = 'served-models';

/** What is kept; nothing where it cannot be read, or a newer version wrote it. */
export async function readKnownServers(documents: DocumentStore): Promise<readonly KnownServer[]> {
  return (await documents.get(NAME, documentSchema))?.servers ?? [];
}

export async function writeKnownServers(
  documents: DocumentStore,
  servers: readonly KnownServer[]
): Promise<void> {
  await documents.put(NAME, { version: 1, servers });
}

/** A model that was just found at an address; null for one that no server runs. */
export function foundServer(
  { model, served, wordsOnly }: LoadedModel,
  url: string
): KnownServer | null {
  const probedAt = new Date().toISOString();
  return served ? { url, model, served, probedAt, ...(wordsOnly && { wordsOnly }) } : null;
}
