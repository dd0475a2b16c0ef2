import { releaseProxy, wrap, type Remote } from 'comlink';
import { latestOnly } from '../../../workers/latestOnly.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import type { AnalysisChoices } from '../../../core/study/studyStats.ts';
import type { Analysis, StudyMaterial } from './analysis.ts';
import type { ValidityChoices } from './checkValidity.ts';
import type { PairChoices } from './comparePictures.ts';
import type { MapChoices } from './mapCues.ts';
import type { NearestChoices } from './nearestTo.ts';

/** One worker that holds the study. */
class AnalysisWorker {
  readonly #worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), {
    type: 'module'
  });
  readonly remote: Remote<Analysis> = wrap<Analysis>(this.#worker);
  /** Messages keep their order: what is asked afterwards is about this study. */
  readonly opened: Promise<void>;

  constructor(material: StudyMaterial) {
    this.opened = this.remote.open(material);
  }

  dispose(): void {
    this.remote[releaseProxy]();
    this.#worker.terminate();
  }
}

/**
 * A study's statistics off the main thread; newer requests overtake older ones (undefined). What
 * takes longer has a worker of its own, made on first need, and does not hold up the tables.
 */
export class AnalysisClient {
  readonly #material: StudyMaterial;
  readonly #tables: AnalysisWorker;
  #slow: AnalysisWorker | null = null;

  readonly results = latestOnly((choices: AnalysisChoices) => this.#tables.remote.results(choices));
  readonly validity = latestOnly((choices: ValidityChoices) => this.#aside().validity(choices));
  readonly nearest = latestOnly((choices: NearestChoices) => this.#aside().nearest(choices));
  readonly map = latestOnly((choices: MapChoices) => this.#aside().map(choices));
  readonly pair = latestOnly((choices: PairChoices) => this.#aside().pair(choices));
  readonly ways = latestOnly((choices: { variant: TextVariant; seed: number }) =>
    this.#aside().ways(choices)
  );

  constructor(material: StudyMaterial) {
    this.#material = material;
    this.#tables = new AnalysisWorker(material);
  }

  /** Rejects where the study could not be handed over. */
  get opened(): Promise<void> {
    return this.#tables.opened;
  }

  letters() {
    return this.#aside().letters();
  }

  dispose(): void {
    this.#tables.dispose();
    this.#slow?.dispose();
  }

  #aside(): Remote<Analysis> {
    this.#slow ??= new AnalysisWorker(this.#material);
    return this.#slow.remote;
  }
}
