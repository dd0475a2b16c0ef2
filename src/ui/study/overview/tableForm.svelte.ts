import { AppError } from '../../../core/errors.ts';
import { firstRow } from '../../../formats/elsewhere/tableGlance.ts';
import { takeTable, type TakenTable } from '../../../run/elsewhere/takeTable.ts';
import { openStudies, surveyFor } from '../services.ts';
import { studyList as list } from '../studyList.svelte.ts';

/** The form needs no more than the first row; a piece is cut into rows at once. */
const PIECE = 1 << 18;

/** A table of answers made elsewhere on its way into a study. */
export class TableForm {
  /** The chosen file; null before one was chosen. */
  file: File | null = $state.raw(null);
  study = $state('');
  model = $state('');
  server = $state('');
  version = $state('');
  busy = $state(false);
  taken: (TakenTable & { study: string }) | null = $state.raw(null);
  #pieces: readonly string[] = [];

  async choose(file: File): Promise<void> {
    this.file = this.taken = null;
    await this.#working(async () => {
      this.#pieces = await textOf(file);
      const first = firstRow(this.#pieces);
      const known = list.records.find(({ id }) => id === first?.study);
      this.study = (known ?? list.records[0])?.id ?? '';
      this.model = first?.model ?? '';
      this.server = first?.server ?? '';
      this.version = first?.version ?? '';
      this.file = file;
    });
  }

  async take(): Promise<void> {
    await this.#working(async () => {
      const { study, model, server, version } = this;
      const said = { model, server, version };
      const taken = await takeTable(study, this.#pieces, said, await openStudies(), surveyFor);
      this.taken = { ...taken, study };
      this.leave();
      await list.load();
    });
  }

  leave(): void {
    this.file = null;
    this.#pieces = [];
  }

  async #working(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    list.problem = null;
    try {
      await work();
    } catch (thrown) {
      list.report(AppError.from(thrown));
    } finally {
      this.busy = false;
    }
  }
}

/** A file's text in pieces: one of a large study is longer than a text can be. */
async function textOf(file: Blob): Promise<string[]> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = await file.slice(at, at + PIECE).arrayBuffer();
    pieces.push(decoder.decode(bytes, { stream: true }));
  }
  return [...pieces, decoder.decode()];
}
