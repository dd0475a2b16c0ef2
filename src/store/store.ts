import type { AppError } from '../core/errors.ts';
import type { AnswerStore, DocumentStore, OwnDataStore, PictureStore } from './storeApi.ts';
import type { UnreadableStore } from './unreadable.ts';
import type { StudyStore } from './studies/studyStoreApi.ts';

/** What the app keeps between visits. Implemented over IndexedDB; openStore.ts opens it. */
export interface Store {
  answers: AnswerStore;
  pictures: PictureStore;
  documents: DocumentStore;
  ownData: OwnDataStore;
  studies: StudyStore;
  /** What is kept and not as this app writes it. */
  unreadable: UnreadableStore;
  /** False where the browser offers no IndexedDB: all is kept in memory until the page closes. */
  persistent: boolean;
  /** Why the store is not persistent (`store-in-memory`); null where it is. */
  problem: AppError | null;
  close(): void;
}
