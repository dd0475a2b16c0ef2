import { AppError } from '../../../core/errors.ts';
import type { FileRecord } from '../../../formats/fileRecord.ts';
import { parseManifest, type Manifest } from '../manifest.ts';
import { sha256 } from '../../../core/digest.ts';
import { openFileStore } from './openFileStore.ts';
import { chunkName, chunksOf, contentOf, sealedBytes } from './chunks.ts';
import type { Dtype } from '../variants.ts';
import { chosenVariant, MANIFEST, RECORD, recordFrom } from './record.ts';

/** Reads one file whole, unverified; `onBytes` hears of the bytes so far. */
export type ReadFile = (
  file: string,
  record: FileRecord,
  onBytes: (loaded: number) => void,
  signal: AbortSignal
) => Promise<Uint8Array<ArrayBuffer>>;

export interface StoredModel {
  manifest: Manifest;
  /** The decoder's variant that a person chose for it. */
  variant: Dtype | undefined;
  read: ReadFile;
}

/**
 * A model kept on this device; null where there is none of that name, or not yet all of it.
 * @throws AppError `manifest-unreadable`
 */
export async function storedModel(model: string): Promise<StoredModel | null> {
  // Where nothing can be kept, nothing is: the bundled model needs no storage.
  const kept = await openFileStore().catch(() => null);
  const manifest = await kept?.get(model, MANIFEST);
  if (!kept || !manifest) return null;
  const files = parseManifest(new TextDecoder().decode(manifest), `${model}/${MANIFEST}`);
  const record = await kept.get(model, RECORD);
  return {
    variant: record ? chosenVariant(recordFrom(model, record)) : undefined,
    manifest: { hash: await sha256(manifest), files },
    async read(file, record, onBytes, signal) {
      onBytes(0);
      const bytes = new Uint8Array(record.bytes);
      for (const chunk of chunksOf(file, record.bytes)) {
        signal.throwIfAborted();
        const sealed = await kept.get(model, chunkName(chunk));
        if (sealed?.length !== sealedBytes(chunk)) throw new AppError('model-file-lost', { file });
        bytes.set(contentOf(sealed), chunk.start);
        onBytes(chunk.end);
      }
      return bytes;
    }
  };
}
