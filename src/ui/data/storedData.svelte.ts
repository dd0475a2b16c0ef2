import { version } from '../../../package.json';
import { AppError } from '../../core/errors.ts';
import { readKeptAnswers } from '../../formats/keptAnswers.ts';
import { betweenRuns, runGoesOn } from '../../run/running.ts';
import {
  DATA_KINDS,
  DATABASE_KINDS,
  OBJECT_STORES,
  type DatabaseKind,
  type DataKind,
  type KindSize
} from '../../run/stored/dataKinds.ts';
import { storedSizes } from '../../run/stored/inventory.ts';
import { keptZip } from '../../run/stored/keptParts.ts';
import { OWN_DOCUMENT, readKeptOwn, wipeKeptOwn } from '../../run/yourself/keptOwn.ts';
import type { Unreadable } from '../../store/unreadable.ts';
import { WholeStores } from '../../store/wholeStores.ts';
import { appStore, ownAnswers } from '../appStore.ts';
import { catching } from '../catching.ts';
import { fileStem, saveFile } from '../charts/saveFile.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';
import { modelList, roomNow, type Room } from '../models/modelList.svelte.ts';
import { offline } from '../offline/offlineState.svelte.ts';
import { surveyFor } from '../study/services.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { appScope, offlineCopySize, removeOfflineCopy } from './offlineCopy.ts';
import { pageSettings, takePageSettings } from './pageSettings.ts';
import { announceStored, onStoredElsewhere } from './storedChannel.ts';

const isInDatabase = (kind: DataKind): kind is DatabaseKind => kind in OBJECT_STORES;

/** What was done last, to be said. */
export type Done =
  | { kind: 'saved'; files: number; left: readonly { name: string; error: AppError }[] }
  | { kind: 'deleted'; bytes: number }
  | { kind: 'answers'; count: number };

/** Everything that is kept on this device, and what can be done with it. */
export class StoredData {
  sizes: Readonly<Record<DataKind, KindSize>> | null = $state.raw(null);
  /** Studies whose removal can be undone, among those counted. */
  removedStudies = $state(0);
  /** Entries that do not fit their schema: listed once a visit, and after every change. */
  unreadable: readonly Unreadable[] = $state.raw([]);
  /** False: this window keeps nothing, all is forgotten when it closes. */
  persistent = $state(true);
  /** What the browser itself counts; null where it does not tell. */
  room: Room | null = $state.raw(null);
  /** A run goes on, here or in another tab: nothing can be deleted. */
  running = $state(false);
  busy = $state(false);
  problem: AppError | null = $state.raw(null);
  outcome: Done | null = $state.raw(null);
  readonly removed = new LastRemoved();
  readonly bytes = $derived(
    DATA_KINDS.reduce((sum, kind) => sum + (this.sizes?.[kind].bytes ?? 0), 0)
  );
  /** Something was deleted or brought back: what other pages of this tab hold is no longer so. */
  changed = false;

  readonly #whole = new WholeStores();
  readonly #guard = catching((error) => (this.problem = error));

  /** Lists all, now and whenever another tab changed it; returns the way to stop. */
  follow(): () => void {
    const look = () => void this.load();
    void this.load().then(() => this.#lookThrough());
    const stop = onStoredElsewhere(look);
    addEventListener('focus', look);
    return () => {
      stop();
      removeEventListener('focus', look);
    };
  }

  async load(): Promise<void> {
    await this.#guard(async () => {
      const store = await appStore();
      await modelList.open();
      const [{ sizes, removed }, app, room, running] = await Promise.all([
        storedSizes(this.#whole, store),
        offlineCopySize(),
        roomNow().catch(() => null),
        runGoesOn()
      ]);
      const models = modelList.entries;
      const dates = models.map(({ record }) => record.addedAt);
      const page = Object.entries(pageSettings());
      const own = await readKeptOwn(store.documents);
      const ownBytes = own ? JSON.stringify(own).length : 0;
      this.persistent = store.persistent;
      this.sizes = {
        ...sizes,
        settings: {
          ...sizes.settings,
          // One's own answers lie among the choices, and are listed by themselves.
          count: sizes.settings.count + page.length - (own ? 1 : 0),
          bytes: page.reduce(
            (sum, pair) => sum + 2 * pair.join('').length,
            Math.max(0, sizes.settings.bytes - ownBytes)
          )
        },
        yourself: {
          count: Object.keys(own?.answers ?? {}).length,
          bytes: ownBytes,
          changedAt: own?.changedAt ?? null
        },
        models: {
          count: models.length,
          bytes: models.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
          changedAt: dates.length > 0 ? Math.max(...dates) : null
        },
        app
      };
      const unread = this.unreadable.filter(({ store: name }) => name === 'studies').length;
      this.removedStudies = Math.max(0, removed - unread);
      this.room = room;
      this.running = running;
    });
  }

  /** Looks through every entry that is checked; where something is wrong the list is made anew. */
  async #lookThrough(): Promise<void> {
    await this.#guard(async () => {
      const found = await (await appStore()).unreadable.list();
      const news = found.length !== this.unreadable.length;
      this.unreadable = found;
      if (news) await this.load();
    });
  }

  /** The whole entry as JSON, for whoever wants to mend it. */
  saveUnreadable(item: Unreadable): Promise<void> {
    return this.#work(async () => {
      const file = await (await appStore()).unreadable.file(item);
      if (file) saveFile(`${fileStem(item.name)}.json`, file);
    });
  }

  removeUnreadable(item: Unreadable): Promise<void> {
    return this.#delete(async () => (await appStore()).unreadable.remove(item));
  }

  /** Can this kind be written into files? What can be fetched again is not. */
  savable(kind: DataKind): kind is DatabaseKind {
    return isInDatabase(kind);
  }

  /** Writes one kind, or all, into files that the app brings in again. */
  save(kinds: readonly DatabaseKind[], stem: string): Promise<void> {
    return this.#work(async () => {
      const { file, files, left } = await keptZip(kinds, {
        store: await appStore(),
        whole: this.#whole,
        surveyFor,
        study: {
          app: version,
          base: appScope()
        },
        stem: fileStem,
        settings: pageSettings
      });
      saveFile(`${stem}.zip`, file);
      this.outcome = { kind: 'saved', files, left };
    });
  }

  /** Deletes kinds of the database, to be brought back as long as the page is open. */
  wipe(kinds: readonly DatabaseKind[], name: string): Promise<void> {
    return this.#delete(async () => {
      const stores = kinds.flatMap((kind) => [...OBJECT_STORES[kind]]);
      // One's own answers are wiped for good, by their own button: no undo may bring them back.
      const taken = await this.#whole.take(stores, (key) => key !== OWN_DOCUMENT);
      const backToPage = kinds.includes('settings') ? takePageSettings() : () => undefined;
      this.removed.keep(name, async () => {
        await taken.putBack();
        backToPage();
        await this.#told();
      });
    });
  }

  /** Deletes one's own answers, for good. */
  wipeOwn(): Promise<void> {
    return this.#delete(async () => {
      const bytes = this.sizes?.yourself.bytes ?? 0;
      await wipeKeptOwn((await appStore()).documents);
      this.outcome = { kind: 'deleted', bytes };
    });
  }

  /** Deletes the files of models, or the app's own: they can be had again, not brought back. */
  wipeFiles(kind: 'models' | 'app'): Promise<void> {
    return this.#delete(async () => {
      const bytes = this.sizes?.[kind].bytes ?? 0;
      if (kind === 'models') for (const entry of modelList.entries) await modelList.remove(entry);
      else await removeOfflineCopy();
      if (modelList.error) throw modelList.error;
      this.outcome = { kind: 'deleted', bytes };
    });
  }

  /** Deletes all: what lies in the database, but for one's own answers, can be brought back. */
  async wipeAll(name: string): Promise<void> {
    const bytes = (this.sizes?.models.bytes ?? 0) + (this.sizes?.app.bytes ?? 0);
    if ((this.sizes?.yourself.count ?? 0) > 0) await this.wipeOwn();
    if (this.problem) return;
    await this.wipe(DATABASE_KINDS, name);
    if (this.problem) return;
    await this.wipeFiles('models');
    if (this.problem) return;
    await this.wipeFiles('app');
    this.outcome = bytes > 0 && !this.problem ? { kind: 'deleted', bytes } : this.outcome;
  }

  undo(): Promise<void> {
    return this.#work(() => this.removed.undo());
  }

  /** Answers out of a file that `save` wrote; those that are known already stay as they are. */
  bringAnswers(file: Blob): Promise<void> {
    return this.#work(async () => {
      const answers = await readKeptAnswers(file);
      const store = await ownAnswers();
      for (let at = 0; at < answers.length; at += 500) await store.put(answers.slice(at, at + 500));
      this.outcome = { kind: 'answers', count: answers.length };
      await this.#told();
    });
  }

  #delete(work: () => Promise<void>): Promise<void> {
    return this.#work(async () => {
      if (offline.keeping || modelList.work) throw new AppError('stored-in-use');
      const done = await betweenRuns(async () => {
        await work();
        return true;
      });
      if (done === null) throw new AppError('stored-in-use');
      await this.#told();
    });
  }

  async #told(): Promise<void> {
    this.changed = true;
    announceStored();
    // The list of own surveys stands on the same page.
    await currentSurvey.reread();
  }

  /** One piece of work at a time; afterwards the list is as things are. */
  async #work(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.outcome = null;
    await this.#guard(work);
    this.busy = false;
    const problem = this.problem;
    await this.load();
    await this.#lookThrough();
    this.problem ??= problem;
  }
}
