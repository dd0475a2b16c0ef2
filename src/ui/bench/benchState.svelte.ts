import { SvelteMap } from 'svelte/reactivity';
import { AppError } from '../../core/errors.ts';
import { paper } from '../../core/prompts/paper.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { Question } from '../../core/survey/types.ts';
import type { DeviceChoice, LoadedModel, LoadProgress } from '../../engine/engineApi.ts';
import { EngineClient } from '../../engine/engineClient.ts';
import { bench, BENCH_MODES, type BenchMode, type BenchResult } from '../../run/bench/bench.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { BUNDLED_PICTURES, fetchBundled } from '../pictures/bundled.ts';
import { takePicture } from '../pictures/intake.ts';

export type BenchStatus = 'idle' | 'loading' | 'running';

/** One benchmark after the other, in an engine of its own: nothing is warm, nothing is disturbed. */
export class BenchState {
  device: DeviceChoice = $state('auto');
  questions = $state(5);
  status: BenchStatus = $state('idle');
  /** What runs now, and how far it is. */
  mode: BenchMode | null = $state(null);
  done = $state({ jobs: 0, of: 0 });
  /** Bytes of the model's files, by name, as long as they are fetched. */
  readonly files = new SvelteMap<string, LoadProgress>();
  loaded: LoadedModel | null = $state.raw(null);
  results: readonly BenchResult[] = $state.raw([]);
  error: AppError | null = $state.raw(null);

  #cancelled = false;
  readonly #engine = new EngineClient();

  async run(model: string): Promise<void> {
    this.#cancelled = false;
    this.results = [];
    this.error = null;
    this.status = 'loading';
    this.files.clear();
    try {
      const [survey, picture] = await Promise.all([loadSurvey(), firstPicture()]);
      this.loaded = await this.#engine.load({ model, device: this.device }, (progress) => {
        if (progress.phase === 'fetch' && progress.totalBytes > 0)
          this.files.set(progress.file, progress);
        else this.files.clear();
      });
      this.status = 'running';
      for (const mode of BENCH_MODES) {
        if (this.#cancelled) break;
        await this.#measure(mode, this.loaded, survey.questions.slice(0, this.questions), picture);
      }
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.error = error.code === 'cancelled' ? null : error;
    } finally {
      this.status = 'idle';
      this.mode = null;
    }
  }

  cancel(): void {
    this.#cancelled = true;
    const stop = this.status === 'loading' ? this.#engine.cancelLoad() : this.#engine.cancel();
    // An engine that is gone has stopped too.
    stop.catch(() => undefined);
  }

  /** Gives the memory back. */
  close(): void {
    this.#cancelled = true;
    this.#engine.terminate();
  }

  async #measure(
    mode: BenchMode,
    loaded: LoadedModel,
    questions: readonly Question[],
    picture: { id: string; file: Blob }
  ): Promise<void> {
    this.mode = mode;
    this.done = { jobs: 0, of: 0 };
    // A model that reads words only is told a name instead.
    const cue: Cue = loaded.wordsOnly
      ? { kind: 'country', country: 'KOR', name: 'South Korea' }
      : { kind: 'picture', picture: picture.id, category: null };
    const result = await bench(
      {
        plan: {
          cues: [cue],
          questions,
          template: paper,
          readout: 'letter',
          orders: 'forward+reverse',
          dontKnow: 'omit'
        },
        picture: loaded.wordsOnly ? null : picture,
        mode,
        runs: 1
      },
      {
        engine: this.#engine,
        loaded,
        onProgress: (jobs, of) => (this.done = { jobs, of })
      }
    );
    if (result) this.results = [...this.results, result];
  }
}

async function firstPicture(): Promise<{ id: string; file: Blob }> {
  const [first] = BUNDLED_PICTURES;
  if (!first) throw new RangeError('The app comes with no picture.');
  const { picture } = await takePicture(await fetchBundled(first));
  return picture;
}
