import { AppError } from '../../../core/errors.ts';
import type { DocumentStore } from '../../../store/storeApi.ts';
import type { QueueState, StudyProgress, StudyQueueApi } from '../studyApi.ts';
import { changeItem, changeQueue, readQueue, type QueueDocument } from './queueDocument.ts';
import { whileRunning } from '../../running.ts';
import { runStudy, type StudyServices } from './runStudy.ts';
import { StopSignal } from './stopSignal.ts';

export interface QueueServices extends StudyServices {
  documents: DocumentStore;
  /** Absent where the browser has none: then this tab works alone. */
  locks?: LockManager | undefined;
  /** Tells other tabs that the list changed; absent: there are none. */
  channel?: BroadcastChannel | undefined;
}

const LOCK = 'valueshift-study-queue';

/**
 * Works the list of studies, one at a time, in one tab of the browser: the tab that holds a lock for
 * as long as it lives. The list is kept, so that a reload, a crash or a closed browser goes on
 * where it was; every answer is stored as it comes.
 */
export class StudyQueue implements StudyQueueApi {
  readonly #services: QueueServices;
  readonly #listeners = new Set<(state: QueueState) => void>();
  #kept: QueueDocument = { version: 1, paused: false, items: [] };
  #progress = new Map<string, StudyProgress>();
  #owner = false;
  #elsewhere = false;
  #current: { study: string; stop: StopSignal } | null = null;
  #working = false;
  #release: () => void = () => undefined;
  #started: Promise<void> | null = null;

  constructor(services: QueueServices) {
    this.#services = services;
  }

  get state(): QueueState {
    const items = this.#kept.items.map(({ study, status, error, holes }) => ({
      study,
      status,
      progress: this.#progress.get(study) ?? null,
      error: error && new AppError(error.code, error.params),
      ...(holes && { holes })
    }));
    const open = items.some(({ status }) => status === 'waiting' || status === 'running');
    const own = this.#kept.paused ? 'paused' : open ? 'running' : 'idle';
    return { status: this.#elsewhere ? 'elsewhere' : own, items };
  }

  subscribe(listener: (state: QueueState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async add(study: string): Promise<void> {
    await this.#change((queue) => ({
      ...queue,
      items: [
        ...queue.items.filter((item) => item.study !== study || item.status === 'running'),
        ...(queue.items.some((item) => item.study === study && item.status === 'running')
          ? []
          : [{ study, status: 'waiting' as const, error: null }])
      ]
    }));
  }

  async pause(): Promise<void> {
    await this.#change((queue) => ({ ...queue, paused: true }));
  }

  async resume(): Promise<void> {
    await this.#change((queue) => ({ ...queue, paused: false }));
  }

  async cancel(study: string): Promise<void> {
    await this.#change((queue) => ({
      ...queue,
      items: queue.items.filter((item) => item.study !== study)
    }));
    this.#progress.delete(study);
    this.#tell();
  }

  /** Stops working and lets another tab take over. */
  close(): void {
    this.#owner = false;
    this.#current?.stop.stop();
    this.#services.channel?.close();
    this.#release();
  }

  async #start(): Promise<void> {
    const { channel, locks, documents } = this.#services;
    if (channel) channel.onmessage = () => void this.#reread();
    this.#kept = await readQueue(documents);
    if (!locks) {
      this.#own();
      return;
    }
    const { held = [] } = await locks.query();
    this.#elsewhere = held.some(({ name }) => name === LOCK);
    this.#tell();
    const acquired = locks.request(LOCK, () => {
      this.#own();
      return new Promise<void>((resolve) => (this.#release = resolve));
    });
    acquired.catch(() => undefined);
  }

  #own(): void {
    this.#owner = true;
    this.#elsewhere = false;
    this.#tell();
    // What another tab was at may have changed since this one read the list.
    void this.#reread();
  }

  /** A list that cannot be read now is read with the next change. */
  async #reread(): Promise<void> {
    try {
      this.#kept = await readQueue(this.#services.documents);
    } catch (thrown) {
      this.#letGoIfClosed(thrown);
      return;
    }
    this.#obey();
  }

  /** A newer version of the app has the database: this tab must not keep its tabs from working. */
  #letGoIfClosed(thrown: unknown): void {
    if (AppError.from(thrown).code !== 'store-closed') return;
    this.#owner = false;
    this.#release();
  }

  async #change(change: (queue: QueueDocument) => QueueDocument): Promise<void> {
    const { documents, locks, channel } = this.#services;
    try {
      this.#kept = await changeQueue(documents, locks, change);
      channel?.postMessage('changed');
      this.#obey();
    } catch (thrown) {
      // It holds in this tab at least: a full disk must not keep anyone from pausing.
      this.#kept = change(this.#kept);
      this.#letGoIfClosed(thrown);
      this.#obey();
      throw thrown;
    }
  }

  /** Stops what the list no longer wants, starts what it does. */
  #obey(): void {
    const current = this.#current;
    const wanted = this.#kept.items.some(({ study }) => study === current?.study);
    if (current && (this.#kept.paused || !wanted)) current.stop.stop();
    this.#tell();
    if (this.#owner && !this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      for (;;) {
        const next = this.#kept.items.find(
          ({ status }) => status === 'running' || status === 'waiting'
        );
        if (!next || this.#kept.paused || !this.#owner) return;
        await this.#run(next.study);
      }
    } finally {
      this.#working = false;
      this.#tell();
    }
  }

  async #run(study: string): Promise<void> {
    const stop = new StopSignal();
    this.#current = { study, stop };
    try {
      await this.#mark(study, { status: 'running', error: null });
      const done = await whileRunning(() =>
        runStudy(study, this.#services, stop, (progress) => {
          this.#progress.set(study, progress);
          this.#tell();
        })
      );
      const holes = this.#progress.get(study)?.holes;
      await this.#mark(study, {
        status: done ? 'done' : 'waiting',
        ...(done && holes && { holes })
      });
    } catch (thrown) {
      const { code, params } = AppError.from(thrown);
      await this.#mark(study, { status: 'failed', error: { code, params } });
    } finally {
      this.#current = null;
    }
  }

  /** Where the list cannot be written, this tab still says what became of the study. */
  async #mark(study: string, change: Parameters<typeof changeItem>[2]): Promise<void> {
    await this.#change((queue) => changeItem(queue, study, change)).catch(() => undefined);
  }

  #tell(): void {
    const { state } = this;
    for (const listener of this.#listeners) listener(state);
  }
}
