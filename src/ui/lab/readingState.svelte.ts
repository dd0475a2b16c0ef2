import { AppError } from '../../core/errors.ts';
import type { EngineApi, LoadedModel } from '../../engine/engineApi.ts';
import type { ReadingReport } from '../../run/asking/readingCheck.ts';
import type { Store } from '../../store/store.ts';
import { readReading, writeReading } from './readingDocument.ts';

/**
 * Whether the model reads the options: once per model and device, kept between visits. It takes a
 * while, so it begins when a model is loaded and nothing else runs, and makes room for a run at once.
 */
export class ReadingState {
  report: ReadingReport | null = $state.raw(null);
  checking = $state(false);
  /** Answers given of those to give; null while nothing is known. */
  progress: { done: number; total: number } | null = $state.raw(null);
  error: AppError | null = $state.raw(null);

  #run: { cancel(): void } | null = null;
  /** A check that has not begun to ask yet is stopped, too. */
  #wanted = false;
  #stopped: Promise<void> = Promise.resolve();
  readonly #engine: EngineApi;
  readonly #store: Promise<Store>;
  readonly #onModel: (loaded: LoadedModel) => void;

  /** @param onModel hears of an engine that came back on another device in the middle of a check */
  constructor(engine: EngineApi, store: Promise<Store>, onModel: (loaded: LoadedModel) => void) {
    this.#engine = engine;
    this.#store = store;
    this.#onModel = onModel;
  }

  /** Takes up an earlier check of this model; leaves `report` null where there was none. */
  async recall(loaded: LoadedModel): Promise<void> {
    try {
      const { documents } = await this.#store;
      this.report = await readReading(documents, loaded);
    } catch (thrown) {
      this.report = null;
      this.error = AppError.from(thrown);
    }
  }

  /** Another model reads differently: nothing is known of it yet. */
  async forget(): Promise<void> {
    await this.stop();
    this.report = null;
    this.progress = null;
    this.error = null;
  }

  /** Runs the check unless it is known or running; faults appear in `error`. */
  check(loaded: LoadedModel): Promise<void> {
    if (!this.report && !this.checking) this.#stopped = this.#check(loaded);
    return this.#stopped;
  }

  /** Asks known truths too, of a model whose check of an earlier version did not. */
  checkTruths(loaded: LoadedModel): Promise<void> {
    if (!this.report?.truths && !this.checking) this.#stopped = this.#check(loaded);
    return this.#stopped;
  }

  /** Stops a running check and waits until the engine is free; what was computed is kept. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.#run?.cancel();
    await this.#stopped;
  }

  async #check(loaded: LoadedModel): Promise<void> {
    this.checking = this.#wanted = true;
    this.error = null;
    try {
      // With its questions, which nobody needs before a model is there.
      const { checkReading, checkTruths } = await import('../../run/asking/readingCheck.ts');
      const store = await this.#store;
      if (!this.#wanted) return;
      const services = { engine: this.#engine, answers: store.answers, loaded };
      let checked = loaded;
      const events = {
        onProgress: (progress: { done: number; total: number }) => (this.progress = progress),
        onModel: (other: LoadedModel) => this.#onModel((checked = other))
      };
      const reading = checkReading(services, events);
      this.#run = reading;
      const report = await reading.done;
      if (!report) return;
      await this.#show(store, checked, report);
      // The readout is known by now; a model that came back otherwise is asked anew on demand.
      if (checked !== loaded) return;
      const asking = checkTruths(services, events);
      this.#run = asking;
      const truths = await asking.done;
      if (!truths || checked !== loaded) return;
      await this.#show(store, checked, { ...report, truths });
    } catch (thrown) {
      this.error = AppError.from(thrown);
    } finally {
      this.checking = false;
      this.#run = null;
    }
  }

  /** What is shown is kept; what cannot be kept is shown and said to be so. */
  async #show({ documents }: Store, loaded: LoadedModel, report: ReadingReport): Promise<void> {
    try {
      await writeReading(documents, loaded, report);
    } finally {
      this.report = report;
    }
  }
}
