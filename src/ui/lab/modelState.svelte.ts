import { SvelteMap } from 'svelte/reactivity';
import { POCKET_MODEL } from '../../core/study/pocketModel.ts';
import { seenIn, type PictureView } from '../../core/prompts/pictureView.ts';
import { AppError } from '../../core/errors.ts';
import type { DeviceChoice, EngineApi, LoadedModel, LoadProgress } from '../../engine/engineApi.ts';

export type ModelStatus = 'idle' | 'loading' | 'ready' | 'failed';

/** What may be said of a model that is loaded, or failed to be; whoever loads none need not fetch it. */
const sentences = () => import('../messages/modelFaults.ts').catch(() => undefined);

/** The model's way from files to a checked engine, as a person can follow it. */
export class ModelState {
  /** Folder name of the model that is, or will be, loaded. */
  chosen: string = $state(POCKET_MODEL);
  /** Does it read words only? Known of a stored model before it is loaded. */
  wordsOnly = $state(false);
  status: ModelStatus = $state('idle');
  phase: LoadProgress['phase'] | null = $state(null);
  /** Progress per file, in the order in which the files were asked for. */
  readonly files = new SvelteMap<string, LoadProgress>();
  loaded: LoadedModel | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** Milliseconds that the last load took. */
  loadMs: number | null = $state(null);
  /** Bytes fetched and to fetch; `total` grows as files announce their size. */
  readonly bytes = $derived.by(() => {
    let loaded = 0;
    let total = 0;
    for (const file of this.files.values()) {
      loaded += file.loadedBytes;
      total += file.totalBytes;
    }
    return { loaded, total };
  });

  #loading: Promise<LoadedModel> | null = null;
  readonly #engine: EngineApi;
  readonly #view: () => PictureView;

  /** @param view how pictures are to be looked at, by a model that can choose */
  constructor(engine: EngineApi, view: () => PictureView = () => 'one') {
    this.#engine = engine;
    this.#view = view;
  }

  /** The loaded model, loading it where needed, or anew for another view. Rejects with an `AppError`; a later call tries again. */
  ensure(device: DeviceChoice = 'auto'): Promise<LoadedModel> {
    const { loaded } = this;
    if (loaded && seenIn(loaded, this.#view()) === loaded) return Promise.resolve(loaded);
    if (this.#loading) return this.#loading;
    const loading = this.#load(this.chosen, device).finally(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  /** Another model from now on; it is loaded when it is needed. A running load is given up. */
  async choose(model: string, wordsOnly: boolean): Promise<void> {
    if (model === this.chosen) return;
    const giveUp = this.#loading;
    this.chosen = model;
    this.wordsOnly = wordsOnly;
    this.#loading = null;
    this.loaded = null;
    this.error = null;
    this.status = 'idle';
    if (giveUp) await this.#engine.cancelLoad();
  }

  async cancel(): Promise<void> {
    if (this.status === 'loading') await this.#engine.cancelLoad();
  }

  async #load(model: string, device: DeviceChoice): Promise<LoadedModel> {
    const start = performance.now();
    this.status = 'loading';
    this.phase = null;
    this.error = null;
    this.files.clear();
    try {
      const said = sentences();
      const view = this.#view();
      const wanted = { model, device, ...(view !== 'one' && { view }) };
      const loading = this.#engine.load(wanted, (progress) => {
        if (this.chosen !== model) return;
        this.phase = progress.phase;
        if (progress.phase === 'fetch' && progress.totalBytes > 0)
          this.files.set(progress.file, progress);
      });
      const loaded = await loading.finally(() => said);
      if (this.chosen !== model) throw new AppError('cancelled');
      this.loaded = loaded;
      this.wordsOnly = loaded.wordsOnly ?? false;
      this.loadMs = performance.now() - start;
      this.status = 'ready';
      return loaded;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (this.chosen !== model) throw new AppError('cancelled');
      this.status = error.code === 'cancelled' ? 'idle' : 'failed';
      this.error = error.code === 'cancelled' ? null : error;
      throw error;
    }
  }
}
