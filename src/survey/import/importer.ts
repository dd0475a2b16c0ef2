import { AppError } from '../../core/errors.ts';
import { inspectFile } from './inspect.ts';
import { readGoqa } from './readGoqa.ts';
import { readLong } from './readLong.ts';
import { readMicrodata } from './readMicrodata.ts';
import { encodingOf, type Streaming } from './bytes.ts';
import { readWordings, type WordingsDraft } from './readWordings.ts';
import { parseSurveyFile, type SurveyFile } from './surveyFile.ts';
import type { Delimiter } from '../../formats/csv.ts';
import type { Question } from '../../core/survey/types.ts';
import type { FileKind, Inspection, ReadSettings, TableKind, Tally } from './types.ts';

/** No survey and no set of wordings comes near it. */
const LARGEST_DOCUMENT = 100e6;

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

  /**
   * Reads a survey's or wordings' file whole. Rejects with `import-too-large`, `import-not-json`,
   * `own-data-broken`, and as `CsvReader` does.
   */
  async readDocument(
    file: File,
    kind: Exclude<FileKind, TableKind>,
    delimiter: Delimiter,
    questions: readonly Question[]
  ): Promise<{ survey: SurveyFile } | { wordings: WordingsDraft }> {
    if (file.size > LARGEST_DOCUMENT) {
      throw new AppError('import-too-large', { file: file.name, mostMB: LARGEST_DOCUMENT / 1e6 });
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { encoding } = encodingOf(bytes.subarray(0, 1000));
    const text = new TextDecoder(encoding).decode(bytes);
    if (kind === 'survey-json') return { survey: parseSurveyFile(text, file.name) };
    const source = { file: file.name, delimiter, json: kind === 'wording-json' };
    return { wordings: readWordings(text, source, questions) };
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
