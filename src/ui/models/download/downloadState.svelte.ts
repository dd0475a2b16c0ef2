import { AppError } from '../../../core/errors.ts';
import { HUB_ORIGIN } from '../../../engine/catalogue.ts';
import type { CatalogueEntry } from '../../../engine/catalogueEntry.ts';
import { deviceFacts, type DeviceFacts } from '../../../engine/deviceFacts.ts';
import { modelFilesClient } from '../../../engine/files/stored/modelFilesClient.ts';
import { download, type DownloadProgress } from '../../../engine/files/stored/download.ts';
import { choicesOf, listHub, hubRecord, type HubListing } from '../../../engine/files/stored/hub.ts';
import { offersOf, type HubOffer } from '../../../engine/files/stored/offers.ts';
import type { Dtype } from '../../../engine/files/variants.ts';
import type { StoredRecord } from '../../../engine/files/stored/record.ts';
import type { StoredModelEntry } from '../../../engine/files/stored/modelStore.ts';
import { announceChange, keep, roomNow, type Room } from '../modelList.svelte.ts';

export type DownloadStatus = 'idle' | 'asking' | 'offered' | 'fetching' | 'paused' | 'done';

/** One model's way from the hub to this device. Nothing is asked of the hub before a click. */
export class DownloadState {
  readonly entry: CatalogueEntry;
  readonly origin = hubOrigin();
  status: DownloadStatus = $state('idle');
  listing: HubListing | null = $state.raw(null);
  offers: readonly HubOffer[] = $state.raw([]);
  /** The variant that suits this device; null where none is sure to. */
  suggested: Dtype | null = $state.raw(null);
  variant: Dtype | null = $state.raw(null);
  /** What this device is; null until it was asked. */
  facts: DeviceFacts | null = $state.raw(null);
  progress: DownloadProgress | null = $state.raw(null);
  /** A download of this model that was begun and not finished. */
  partial: StoredModelEntry | null = $state.raw(null);
  room: Room | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** What was downloaded, when it is done. */
  finished: StoredRecord | null = $state.raw(null);

  readonly choice: HubOffer | null = $derived(
    this.offers.find(({ variant }) => variant === this.variant) ?? null
  );

  readonly #files = modelFilesClient();
  #stop: AbortController | null = null;

  constructor(entry: CatalogueEntry) {
    this.entry = entry;
  }

  /** What of this model is here already. */
  async look(): Promise<void> {
    try {
      const entries = await this.#files.list();
      this.partial =
        entries.find(
          ({ complete, record: { origin } }) =>
            !complete && origin.kind === 'hub' && origin.repo === this.entry.repo
        ) ?? null;
      this.room = await roomNow();
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
  }

  /**
   * The first click: which files, how large, and what this device will do with them.
   * @param revision the list's own; null: the newest
   */
  async ask(revision: string | null = this.entry.revision): Promise<void> {
    this.error = null;
    this.status = 'asking';
    try {
      const facts = await deviceFacts();
      const { signal } = new AbortController();
      const listing = await listHub(this.origin, this.entry.repo, revision, signal);
      const { offers, suggested } = offersOf(choicesOf(listing), this.entry, facts);
      // What is too large for sure is no choice to begin with.
      const first = suggested ?? offers.find(({ dynamic }) => !dynamic)?.variant;
      Object.assign(this, { facts, listing, offers, suggested });
      this.variant = first ?? offers[0]?.variant ?? null;
      this.status = 'offered';
    } catch (thrown) {
      this.error = AppError.from(thrown);
      this.status = 'idle';
    }
  }

  /** The second click: fetch what was offered. */
  async start(): Promise<void> {
    const { listing, choice } = this;
    if (!listing || !choice) return;
    await this.#fetch(hubRecord(this.entry, listing, choice, this.origin, Date.now()));
  }

  /** Goes on where an earlier visit, or a pause, stopped: same revision, missing pieces only. */
  async resume(): Promise<void> {
    if (this.partial) await this.#fetch(this.partial.record);
  }

  /** Stops; what has come is kept. */
  pause(): void {
    this.#stop?.abort();
  }

  /** Deletes what has come. */
  async discard(): Promise<void> {
    const model = this.partial?.record.model;
    if (!model) return;
    try {
      await this.#files.remove(model);
    } catch (thrown) {
      this.error = AppError.from(thrown);
    }
    this.status = this.listing ? 'offered' : 'idle';
    this.progress = null;
    announceChange();
    await this.look();
  }

  async #fetch(record: StoredRecord): Promise<void> {
    this.error = null;
    this.status = 'fetching';
    this.progress = null;
    const stop = new AbortController();
    this.#stop = stop;
    try {
      await keep();
      await locked(record.model, () =>
        download(
          record,
          { files: this.#files, wait: (ms) => new Promise((done) => setTimeout(done, ms)) },
          (progress) => (this.progress = progress),
          stop.signal
        )
      );
      this.finished = record;
      this.status = 'done';
    } catch (thrown) {
      this.error = stop.signal.aborted ? null : AppError.from(thrown);
      this.status = 'paused';
    } finally {
      this.#stop = null;
      announceChange();
      await this.look();
    }
  }
}

/** One writer a model, over all tabs. @throws AppError `model-busy` */
async function locked(model: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(`model-download-${model}`, { ifAvailable: true }, (lock) => {
    if (!lock) throw new AppError('model-busy', { model });
    return work();
  });
}

/** The hub; a test puts a server of its own in its place, in the page as it is served. */
function hubOrigin(): string {
  const named = document.querySelector<HTMLMetaElement>('meta[name="model-hub"]');
  return named?.content ?? HUB_ORIGIN;
}
