import { AppError } from '../../core/errors.ts';
import { WorkerBridge } from '../../workers/bridge.ts';
import type { Calls } from '../../workers/connection.ts';
import { latestOnly } from '../../workers/latestOnly.ts';
import type { SpecificationEffect } from '../../core/study/multiverse/multiverse.ts';
import type { Specification } from '../../core/study/multiverse/specifications.ts';
import type { Analysis } from './analysis.ts';
import type { StudyMaterial } from './material.ts';

/** One worker, which knows the study that it was handed last. */
class StatsWorker {
  readonly #bridge = new WorkerBridge<Analysis>({
    name: 'statistics',
    start: () => new Worker(new URL('./stats.worker.ts', import.meta.url), { type: 'module' })
  });
  #known: { worker: Calls<Analysis>; material: StudyMaterial } | null = null;
  #ended = false;

  /**
   * Asks about a study, which a worker that does not know it is handed first; undefined once ended.
   * Where the worker dies of it, a fresh one is asked once more: everything is still here.
   */
  async ask<Found>(
    material: StudyMaterial,
    about: (worker: Calls<Analysis>) => Promise<Found>,
    again = true
  ): Promise<Found | undefined> {
    if (this.#ended) return undefined;
    try {
      return await this.#bridge.call(async (worker) => {
        const known = this.#known?.worker === worker && this.#known.material === material;
        const opened = known ? null : worker.open(material);
        this.#known = { worker, material };
        // Messages keep their order: what is asked right behind is about this study.
        const [found] = await Promise.all([about(worker), opened]);
        return found;
      });
    } catch (thrown) {
      this.#known = null;
      if (this.#ended) return undefined;
      const died = AppError.from(thrown).code === 'worker-ended';
      if (died && again) return this.ask(material, about, false);
      throw thrown;
    }
  }

  end(): void {
    this.#ended = true;
    this.#bridge.end();
  }
}

type Choices<Name extends keyof Analysis> = Parameters<Analysis[Name]>[0];

/**
 * Statistics off the main thread, of a study or of the Lab's run; newer requests overtake older ones
 * (undefined). What takes longer has a worker of its own and does not hold up the tables. A study is
 * handed over once, as long as it is the same object.
 */
export class StatsClient {
  readonly #tables = new StatsWorker();
  readonly #aside = new StatsWorker();

  readonly results = latestOnly((of: StudyMaterial, choices: Choices<'results'>) =>
    this.#tables.ask(of, (worker) => worker.results(choices))
  );
  readonly summary = latestOnly((of: StudyMaterial, choices: Choices<'summary'>) =>
    this.#tables.ask(of, (worker) => worker.summary(choices))
  );
  readonly validity = latestOnly((of: StudyMaterial, choices: Choices<'validity'>) =>
    this.#aside.ask(of, (worker) => worker.validity(choices))
  );
  readonly nearest = latestOnly((of: StudyMaterial, choices: Choices<'nearest'>) =>
    this.#aside.ask(of, (worker) => worker.nearest(choices))
  );
  readonly places = latestOnly((of: StudyMaterial, choices: Choices<'places'>) =>
    this.#tables.ask(of, (worker) => worker.places(choices))
  );
  readonly specificity = latestOnly((of: StudyMaterial, choices: Choices<'specificity'>) =>
    this.#aside.ask(of, (worker) => worker.specificity(choices))
  );
  readonly map = latestOnly((of: StudyMaterial, choices: Choices<'map'>) =>
    this.#aside.ask(of, (worker) => worker.map(choices))
  );
  readonly pair = latestOnly((of: StudyMaterial, choices: Choices<'pair'>) =>
    this.#aside.ask(of, (worker) => worker.pair(choices))
  );
  readonly movement = latestOnly((of: StudyMaterial, choices: Choices<'movement'>) =>
    this.#aside.ask(of, (worker) => worker.movement(choices))
  );
  readonly rows = latestOnly((of: StudyMaterial, choices: Choices<'rows'>) =>
    this.#aside.ask(of, (worker) => worker.rows(choices))
  );
  readonly ways = latestOnly((of: StudyMaterial, choices: Choices<'ways'>) =>
    this.#aside.ask(of, (worker) => worker.ways(choices))
  );
  readonly letters = latestOnly((of: StudyMaterial) =>
    this.#aside.ask(of, (worker) => worker.letters())
  );

  /**
   * Every way to analyse a headline, one by one, so that other requests get their turn; undefined
   * once `signal` says to stop, or the workers were ended.
   */
  async multiverse(
    of: StudyMaterial,
    choices: Parameters<Analysis['specifications']>[0],
    follow: { signal: AbortSignal; onStep: (done: number, all: number) => void }
  ): Promise<
    { specifications: readonly Specification[]; effects: SpecificationEffect[] } | undefined
  > {
    const { signal, onStep } = follow;
    const specifications = await this.#aside.ask(of, (worker) => worker.specifications(choices));
    if (!specifications) return undefined;
    const effects: SpecificationEffect[] = [];
    for (const at of specifications.keys()) {
      if (signal.aborted) return undefined;
      onStep(at, specifications.length);
      const found = await this.#aside.ask(of, (worker) => worker.specification(at, choices));
      if (found === undefined) return undefined;
      if (found) effects.push(found);
    }
    return signal.aborted ? undefined : { specifications, effects };
  }

  /** Ends the workers; what was asked gives undefined. */
  dispose(): void {
    this.#tables.end();
    this.#aside.end();
  }
}
