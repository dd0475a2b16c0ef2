import { sha256 as incrementalSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../../core/errors.ts';
import type { FileRecord } from '../../../formats/fileRecord.ts';
import type { FileStore } from './fileStore.ts';
import {
  chunkName,
  chunksOf,
  contentOf,
  isIntact,
  seal,
  sealedBytes,
  type Chunk
} from './chunks.ts';
import { gitBlobId } from './gitBlob.ts';
import type { Dtype } from '../variants.ts';
import {
  MANIFEST,
  manifestText,
  RECORD,
  recordFrom,
  type ExpectedFile,
  type StoredRecord
} from './record.ts';

/** A stored model as the page shows it. */
export interface StoredModelEntry {
  record: StoredRecord;
  /** All files are there and were verified. */
  complete: boolean;
  /** Bytes kept, and bytes of the whole model. */
  storedBytes: number;
  totalBytes: number;
}

/** Called as a check goes on, with bytes read so far. */
export type OnChecked = (bytes: number) => void;

/** The models in a files. One worker at a time writes a model (see `modelLock`). */
export class ModelStore {
  readonly #files: FileStore;

  constructor(files: FileStore) {
    this.#files = files;
  }

  /** Newest first. Folders without a readable record are left-overs, and cleared. */
  async list(): Promise<StoredModelEntry[]> {
    const entries: StoredModelEntry[] = [];
    for (const folder of await this.#files.folders()) {
      const record = await this.record(folder);
      if (record) entries.push(await this.#entry(record));
    }
    return entries.sort((a, b) => b.record.addedAt - a.record.addedAt);
  }

  async record(model: string): Promise<StoredRecord | null> {
    const bytes = await this.#files.get(model, RECORD);
    if (!bytes) return null;
    return recordFrom(model, bytes);
  }

  /**
   * Opens a folder for a model's files. Pieces that are there already stay where the model is the
   * same, byte for byte as announced; another model under the same name is replaced.
   */
  async begin(record: StoredRecord): Promise<void> {
    const before = await this.record(record.model);
    if (before && sameFiles(before, record)) return;
    await this.#files.removeFolder(record.model);
    await this.#put(record.model, RECORD, JSON.stringify(record));
  }

  /** Pieces still to come, in the order of the files. */
  async missing(model: string): Promise<Chunk[]> {
    const record = await this.record(model);
    const sizes = await this.#files.sizes(model);
    return allChunks(record).filter((chunk) => sizes.get(chunkName(chunk)) !== sealedBytes(chunk));
  }

  async putChunk(model: string, chunk: Chunk, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (bytes.length !== chunk.end - chunk.start) {
      const { path: file, start, end } = chunk;
      throw new AppError('file-size', { file, expected: end - start, found: bytes.length });
    }
    await this.#files.put(model, chunkName(chunk), await seal(bytes));
  }

  /**
   * Reads every stored byte: pieces against their seals, files against what was announced. Damaged
   * pieces are dropped, so that `missing` names them; of a file that came wrong, all.
   * @returns what was damaged, by file
   */
  async check(model: string, onChecked: OnChecked): Promise<DamagedFile[]> {
    return (await this.#checkAll(model, onChecked)).damaged;
  }

  /**
   * The last step: checks everything and writes the manifest that makes the model usable.
   * @throws AppError `model-files-damaged` (files), `model-files-missing`
   */
  async finish(model: string, onChecked: OnChecked): Promise<void> {
    const missing = await this.missing(model);
    if (missing.length > 0) {
      const files = [...new Set(missing.map(({ path }) => path))].join(', ');
      throw new AppError('model-files-missing', { files });
    }
    const record = await this.record(model);
    const { damaged, found } = await this.#checkAll(model, onChecked);
    if (damaged.length > 0) throw damagedError(damaged);
    await this.#put(model, MANIFEST, record?.manifest ?? manifestText(found));
  }

  /**
   * Keeps which variant of the decoder is to be loaded; null: the engine's own choice.
   * @throws AppError `model-file-lost` where there is no such model
   */
  async choose(model: string, variant: Dtype | null): Promise<void> {
    const record = await this.record(model);
    if (!record) throw new AppError('model-file-lost', { file: RECORD });
    // What is undefined is left out of the text.
    await this.#put(model, RECORD, JSON.stringify({ ...record, variant: variant ?? undefined }));
  }

  async remove(model: string): Promise<void> {
    await this.#files.removeFolder(model);
  }

  async #checkAll(model: string, onChecked: OnChecked) {
    const record = await this.record(model);
    const damaged: DamagedFile[] = [];
    const found = new Map<string, FileRecord>();
    let read = 0;
    for (const file of record?.files ?? []) {
      const checked = await this.#checkFile(model, file, (bytes) => onChecked((read += bytes)));
      if ('damage' in checked) damaged.push(checked.damage);
      else found.set(file.path, checked);
    }
    // A damaged model must not be loaded before it is whole again.
    if (damaged.length > 0) await this.#files.remove(model, MANIFEST);
    return { damaged, found };
  }

  async #checkFile(
    model: string,
    file: ExpectedFile,
    onRead: OnChecked
  ): Promise<FileRecord | { damage: DamagedFile }> {
    const hash = incrementalSha256.create();
    const small = file.gitBlob && !file.sha256 ? new Uint8Array(file.bytes) : null;
    let broken = 0;
    for (const chunk of chunksOf(file.path, file.bytes)) {
      const sealed = await this.#files.get(model, chunkName(chunk));
      if (sealed && (await isIntact(sealed, chunk))) {
        hash.update(contentOf(sealed));
        small?.set(contentOf(sealed), chunk.start);
      } else {
        broken += 1;
        await this.#files.remove(model, chunkName(chunk));
      }
      onRead(chunk.end - chunk.start);
    }
    const { path, bytes } = file;
    if (broken > 0) return { damage: { path, expected: file.sha256, found: null } };
    const sha256 = bytesToHex(hash.digest());
    const blob = small ? await gitBlobId(small) : null;
    if ((file.sha256 ?? sha256) === sha256 && (!blob || blob === file.gitBlob)) {
      return { bytes, sha256 };
    }
    // The pieces are what came, so the file came wrong: which part is not to be told.
    for (const chunk of chunksOf(path, bytes)) await this.#files.remove(model, chunkName(chunk));
    return {
      damage: { path, expected: file.sha256 ?? file.gitBlob ?? null, found: blob ?? sha256 }
    };
  }

  async #entry(record: StoredRecord): Promise<StoredModelEntry> {
    const sizes = await this.#files.sizes(record.model);
    const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, n) => total + n, 0);
    return {
      record,
      complete: sizes.has(MANIFEST),
      storedBytes: sum(sizes.values()),
      totalBytes: sum(record.files.map(({ bytes }) => bytes))
    };
  }

  async #put(model: string, name: string, text: string): Promise<void> {
    await this.#files.put(model, name, new TextEncoder().encode(text));
  }
}

export interface DamagedFile {
  path: string;
  expected: string | null;
  /** Null: pieces of it were lost or changed on this device after they came. */
  found: string | null;
}

function damagedError(damaged: readonly DamagedFile[]): AppError {
  const wrong = damaged.find(({ found, expected }) => found !== null && expected !== null);
  if (wrong && damaged.length === 1) {
    const { path: file, expected, found } = wrong;
    return new AppError('model-file-wrong', { file, expected: expected ?? '', found: found ?? '' });
  }
  return new AppError('model-files-damaged', {
    files: damaged.map(({ path }) => path).join(', ')
  });
}

const allChunks = (record: StoredRecord | null): Chunk[] =>
  (record?.files ?? []).flatMap(({ path, bytes }) => chunksOf(path, bytes));

/** Would both records be filled by the same bytes? Unknown checksums tell nothing: then no. */
function sameFiles(a: StoredRecord, b: StoredRecord): boolean {
  const told = (record: StoredRecord) =>
    record.files.every(({ sha256, gitBlob }) => sha256 || gitBlob);
  return (
    told(a) && a.manifest === b.manifest && JSON.stringify(a.files) === JSON.stringify(b.files)
  );
}
