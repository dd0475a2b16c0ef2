import { AppError } from '../../core/errors.ts';
import type { FolderFile } from '../../engine/files/folderFile.ts';
import type { FilesProgress } from '../../engine/files/stored/modelStoreApi.ts';
import { modelFilesClient } from '../../engine/files/stored/modelFilesClient.ts';
import type { Dtype } from '../../engine/files/variants.ts';
import type { DamagedFile, StoredModelEntry } from '../../engine/files/stored/modelStore.ts';

/** What is going on with the models' files: one piece of work at a time. */
export interface ModelWork {
  kind: 'import' | 'check';
  /** Folder, archive or model. */
  name: string;
  progress: FilesProgress | null;
}

/** What the last piece of work came to. */
export type ModelOutcome =
  | { kind: 'imported'; title: string }
  | { kind: 'intact'; title: string }
  | { kind: 'damaged'; title: string; files: DamagedFile[] }
  | { kind: 'removed'; title: string; bytes: number };

/** Bytes that this page keeps in all, and may keep; null where the browser does not tell. */
export interface Room {
  usage: number;
  quota: number;
  /** Did the browser promise not to clear it by itself? */
  persisted: boolean;
}

/** Tells the other tabs, and the download page, that something changed. */
const CHANNEL = 'model-files';

/** The models kept on this device, as pages show them. */
export class ModelList {
  entries: readonly StoredModelEntry[] = $state.raw([]);
  listed = $state(false);
  room: Room | null = $state.raw(null);
  work: ModelWork | null = $state.raw(null);
  outcome: ModelOutcome | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** Ready to be loaded. */
  readonly complete: readonly StoredModelEntry[] = $derived(
    this.entries.filter((entry) => entry.complete)
  );

  readonly #files = modelFilesClient();
  #channel: BroadcastChannel | null = null;

  /** Lists what there is, now and whenever another tab changed it. */
  async open(): Promise<void> {
    if (!this.#channel) {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.onmessage = () => void this.#list();
    }
    await this.#list();
  }

  async importFolder(files: FolderFile[]): Promise<void> {
    const name = files[0]?.path.split('/')[0] ?? '';
    await this.#import(name, (onProgress) => this.#files.importFolder(files, onProgress));
  }

  async importZip(archive: File): Promise<void> {
    await this.#import(archive.name, (onProgress) => this.#files.importZip(archive, onProgress));
  }

  /** Reads every byte of a model again. */
  async check({ record: { model, title } }: StoredModelEntry): Promise<void> {
    await this.#do({ kind: 'check', name: title, progress: null }, async (onProgress) => {
      const files = await this.#files.check(model, onProgress);
      return files.length > 0 ? { kind: 'damaged', title, files } : { kind: 'intact', title };
    });
  }

  async remove({ record: { model, title }, storedBytes: bytes }: StoredModelEntry): Promise<void> {
    await this.#do(null, async () => {
      await this.#files.remove(model);
      return { kind: 'removed', title, bytes };
    });
  }

  /** Keeps which variant is to be loaded from now on; null: the engine's own choice. */
  async choose({ record: { model } }: StoredModelEntry, variant: Dtype | null): Promise<void> {
    this.error = null;
    try {
      await this.#files.choose(model, variant);
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
    announceChange();
    await this.#list();
  }

  async cancel(): Promise<void> {
    await this.#files.cancel();
  }

  async #import(
    name: string,
    run: (onProgress: (progress: FilesProgress) => void) => Promise<string>
  ): Promise<void> {
    await this.#do({ kind: 'import', name, progress: null }, async (onProgress) => {
      await keep();
      const model = await run(onProgress);
      await this.#list();
      const title = this.entries.find(({ record }) => record.model === model)?.record.title;
      return { kind: 'imported', title: title ?? name };
    });
  }

  async #do(
    work: ModelWork | null,
    run: (onProgress: (progress: FilesProgress) => void) => Promise<ModelOutcome>
  ): Promise<void> {
    if (this.work) return;
    this.error = null;
    this.outcome = null;
    this.work = work;
    try {
      this.outcome = await run((progress) => {
        if (this.work) this.work = { ...this.work, progress };
      });
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.error = error.code === 'cancelled' ? null : error;
    } finally {
      this.work = null;
      announceChange();
      await this.#list();
    }
  }

  async #list(): Promise<void> {
    try {
      this.entries = await this.#files.list();
      this.room = await roomNow();
    } catch (thrown) {
      this.error ??= AppError.from(thrown);
    }
    this.listed = true;
  }
}

/** One list as long as the page lives: leaving for another page of the app stops no import. */
export const modelList = new ModelList();

/** Tells every other tab that stored models changed. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Asks the browser not to clear what this page keeps; it may say no, and all works none the less. */
export async function keep(): Promise<void> {
  await navigator.storage.persist?.().catch(() => false);
}

export async function roomNow(): Promise<Room | null> {
  const { usage, quota } = await navigator.storage.estimate();
  if (usage === undefined || quota === undefined) return null;
  return { usage, quota, persisted: (await navigator.storage.persisted?.()) ?? false };
}
