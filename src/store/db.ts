import { openDB, unwrap } from 'idb';
import { AppError } from '../core/errors.ts';
import { answerStore } from './answers.ts';
import type { Store } from './store.ts';
import { documentStore } from './documents.ts';
import { memoryStore } from './memory.ts';
import { ownDataStore } from './ownData.ts';
import { pictureStore } from './pictures.ts';
import { Quarantine } from './quarantine.ts';
import {
  migrate,
  migrations,
  type Database,
  type Migration,
  type ValueshiftSchema
} from './schema.ts';
import { faultName } from './storeErrors.ts';
import { studyStore } from './studies/studies.ts';

interface OpenOptions {
  name?: string;
  /** How long another tab may take to let go of an older version. */
  patienceMs?: number;
  /** How long the browser may say nothing at all: after a crash some never answer. */
  silenceMs?: number;
  /** The schema's steps; tests play a newer app with one more. */
  steps?: readonly Migration[];
}

/** Faults by which browsers say that this window has no IndexedDB (private windows, policies). */
const NOT_OFFERED = new Set([
  'InvalidStateError',
  'SecurityError',
  'UnknownError',
  'NotFoundError'
]);

/**
 * Opens what the app keeps, brought up to date. Where the browser offers no IndexedDB the store
 * works in memory and says so (`persistent`, `problem`). Rejects with `store-blocked` (another tab
 * holds an older version), `store-newer` (written by a newer version of the app) or `store-silent`
 * (the browser does not answer).
 */
export async function openStore(options: OpenOptions = {}): Promise<Store> {
  const { name = 'valueshift', steps = migrations } = options;
  const { patienceMs = 3000, silenceMs = 60_000 } = options;
  try {
    // Some windows throw at its very name.
    if (typeof indexedDB === 'undefined') return memoryStore();
    const database = await openDatabase(name, steps, patienceMs, silenceMs);
    const quarantine = new Quarantine(database);
    return {
      answers: answerStore(database),
      pictures: pictureStore(database, quarantine),
      documents: documentStore(database, quarantine),
      ownData: ownDataStore(database, quarantine),
      studies: studyStore(database, quarantine),
      unreadable: quarantine,
      persistent: true,
      problem: null,
      close: () => database.close()
    };
  } catch (fault) {
    if (NOT_OFFERED.has(faultName(fault))) return memoryStore();
    if (faultName(fault) === 'VersionError') throw new AppError('store-newer');
    throw AppError.from(fault);
  }
}

function openDatabase(
  name: string,
  steps: readonly Migration[],
  patienceMs: number,
  silenceMs: number
): Promise<Database> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let givenUp = false;
  return new Promise<Database>((resolve, reject) => {
    const giveUpAfter = (ms: number, code: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        givenUp = true;
        reject(new AppError(code));
      }, ms);
    };
    giveUpAfter(silenceMs, 'store-silent');
    openDB<ValueshiftSchema>(name, steps.length, {
      upgrade(database, from, _to, transaction) {
        migrate(steps, from, unwrap(database), unwrap(transaction));
      },
      blocked() {
        giveUpAfter(patienceMs, 'store-blocked');
      },
      blocking(_from, _to, event) {
        // Let a newer tab upgrade; what this tab asks from now on says `store-closed`.
        (event.target as IDBDatabase).close();
      }
    }).then((database) => {
      clearTimeout(timer);
      if (givenUp) database.close();
      else resolve(database);
    }, reject);
  }).finally(() => clearTimeout(timer));
}
