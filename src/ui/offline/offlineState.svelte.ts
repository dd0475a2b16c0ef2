import { AppError } from '../../core/errors.ts';
import type { KeepableFile } from '../../sw/list.ts';
import { trustOwnScripts } from '../../workers/trustedScripts.ts';
import { keepableFiles, tell } from './askWorker.ts';
import { engineAlive, reloadIsolates, reloadToIsolate, untouched } from './isolation.ts';
import { bytesOf, keepFiles } from './keepFiles.ts';

/** What the page knows of its service worker. */
class OfflineState {
  /** The app opens without a network. */
  ready = $state(false);
  /** A new version lies ready. */
  updateReady = $state(false);
  /** A reload would give the page threads, and it was not done because the page is in use. */
  reloadHelps = $state(false);
  /** Bytes that have come of those being kept; null when nothing is being kept. */
  keeping: { bytes: number; total: number } | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** This copy of the app came without its model: it was made small, for a stick. */
  modelLeftOut = $state(false);
  /** What a run offline needs on this device. */
  #files: readonly KeepableFile[] = $state.raw([]);
  readonly #missing = $derived(this.#files.filter(({ kept }) => !kept));
  /** Is the model with its runtime kept? */
  readonly modelKept = $derived(this.#files.length > 0 && this.#missing.length === 0);
  readonly totalBytes = $derived(bytesOf(this.#files));
  readonly missingBytes = $derived(bytesOf(this.#missing));

  #registration: ServiceWorkerRegistration | null = null;
  #stop: AbortController | null = null;
  #hasGpu: Promise<boolean> | undefined;
  /** This tab asked for the new version. */
  #updating = false;

  /** Registers the worker, where the browser has such a thing. */
  async start(): Promise<void> {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!container) return;
    const firstVisit = container.controller === null;
    container.addEventListener('controllerchange', () => void this.#takenOver(firstVisit));
    container.addEventListener('message', () => void this.#keptOneMore());
    trustOwnScripts();
    try {
      // An automated browser may answer nothing; an install may fail: the app works online.
      const registration = (await container.register('./sw.js', {
        updateViaCache: 'none'
      })) as ServiceWorkerRegistration | undefined;
      if (!registration) return;
      this.#registration = registration;
      this.#watch(registration);
      const { active } = await container.ready;
      this.ready = true;
      if (active && container.controller) tell(active, 'tidy');
      await this.refresh();
    } catch {
      // No shell is kept: nothing is said, for nothing is lost.
    }
  }

  /** Keeps what a run offline needs and is not here yet, so that the browser does not clear it. */
  async keep(): Promise<void> {
    await navigator.storage.persist?.().catch(() => false);
    this.error = await this.#keepMissing();
  }

  /** @returns what went wrong; null also where it was stopped on purpose */
  async #keepMissing(): Promise<AppError | null> {
    const registration = this.#registration;
    if (this.keeping || !registration) return null;
    const stop = new AbortController();
    this.#stop = stop;
    this.error = null;
    this.keeping = { bytes: 0, total: this.missingBytes };
    try {
      await this.refresh();
      const total = this.missingBytes;
      this.keeping = { bytes: 0, total };
      const onBytes = (bytes: number) => (this.keeping = { bytes, total });
      await keepFiles(this.#missing, registration.scope, onBytes, stop.signal);
      return null;
    } catch (thrown) {
      return stop.signal.aborted ? null : AppError.from(thrown);
    } finally {
      this.keeping = null;
      await this.refresh();
    }
  }

  stopKeeping(): void {
    this.#stop?.abort();
  }

  /** Lets the new version take over; the page then reloads. */
  update(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) return location.reload();
    this.#updating = true;
    tell(waiting, 'take-over');
  }

  reload(): void {
    reloadToIsolate();
  }

  /** Looks what is kept. */
  async refresh(): Promise<void> {
    const active = this.#registration?.active;
    if (!active) return;
    this.#hasGpu ??= hasGpu();
    const gpu = await this.#hasGpu;
    const files = await keepableFiles(active);
    this.#files = (files ?? []).filter(({ part }) => gpu || part !== 'gpu-runtime');
    this.modelLeftOut = files?.length === 0;
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const look = () => {
      // Without a worker before it, it is the first version, not a new one.
      if (registration.waiting && registration.active) this.updateReady = true;
    };
    // It may have been found before this page listened.
    const follow = () => registration.installing?.addEventListener('statechange', look);
    look();
    follow();
    registration.addEventListener('updatefound', follow);
  }

  /** A model that runs here is kept with the other runtime, too, for when the graphics card fails. */
  async #keptOneMore(): Promise<void> {
    await this.refresh();
    const left = this.#missing;
    const runs = this.#files.some(({ kept, path }) => kept && path.endsWith('.wasm'));
    if (runs && left.length > 0 && left.every(({ part }) => part !== 'model')) {
      await this.#keepMissing();
    }
  }

  async #takenOver(firstVisit: boolean): Promise<void> {
    if (this.#updating) return location.reload();
    if (!firstVisit) return;
    const inUse = await engineAlive();
    if (reloadIsolates()) {
      if (!inUse && untouched()) return reloadToIsolate();
      this.reloadHelps = true;
    }
    await this.refresh();
    // The model began to come before the worker could keep it.
    if (inUse) await this.#keepMissing();
  }
}

/** One state as long as the page lives. */
export const offline = new OfflineState();

/** Would the engine look for the runtime that talks to graphics cards? */
async function hasGpu(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  return Boolean(adapter);
}
