import { AppError } from '../../core/errors.ts';
import { inspectFile } from './inspect.ts';
import { readGoqa } from './readGoqa.ts';
import { readLong } from './readLong.ts';
import { readMicrodata } from './readMicrodata.ts';
import type { Streaming } from './bytes.ts';
import type { Delimiter } from '../../formats/csv.ts';
import type { Inspection, ReadSettings, Tally } from './types.ts';

/** Reads tables off the main thread; one reading at a time, cancelled within one piece of the file. */
export class Importer {
  #reading: AbortController | null = null;

  inspect(file: File, delimiter?: Delimiter): Promise<Inspection> {
    return inspectFile(file, delimiter);
  }

  /** `onProgress` gets the share of the file's bytes read. Rejects with `cancelled` or `import-...`. */
  async read(
    file: File,
    settings: ReadSettings,
    onProgress: (share: number) => void
  ): Promise<Tally> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    let told = 0;
    const onBytes = (done: number) => {
      const share = Math.min(1, done / file.size);
      if (share - told < 0.01 && share < 1) return;
      told = share;
      onProgress(share);
    };
    try {
      return await readTable(file, settings, { signal: reading.signal, onBytes });
    } catch (thrown) {
      // The message of an AppError survives the way to the page; other faults would lose theirs.
      throw AppError.from(thrown);
    }
  }

  cancel(): void {
    this.#reading?.abort();
  }
}

function readTable(file: Blob, settings: ReadSettings, streaming: Streaming): Promise<Tally> {
  switch (settings.kind) {
    case 'long':
      return readLong(file, settings, streaming);
    case 'goqa':
      return readGoqa(file, settings, streaming);
    case 'microdata':
      return readMicrodata(file, settings, streaming);
  }
}
