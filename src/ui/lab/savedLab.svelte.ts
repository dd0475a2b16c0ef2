import type { AppError } from '../../core/errors.ts';
import type { DocumentStore } from '../../store/storeApi.ts';
import { catching } from '../catching.ts';
import { writeLabDocument, type LabDocument } from './labDocument.ts';

/** The Lab's choices and run on their way into the store, so that a reload loses nothing. */
export class SavedLab {
  /** Why the newest choices are not stored; null once they are. */
  problem: AppError | null = $state.raw(null);

  readonly #store: Promise<{ documents: DocumentStore }>;
  readonly #guard = catching((error) => (this.problem = error));

  constructor(store: Promise<{ documents: DocumentStore }>) {
    this.#store = store;
  }

  async write(document: LabDocument): Promise<void> {
    await this.#guard(async () => {
      await writeLabDocument((await this.#store).documents, document);
      this.problem = null;
    });
  }
}
