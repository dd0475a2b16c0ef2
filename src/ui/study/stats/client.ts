import { releaseProxy, wrap, type Remote } from 'comlink';
import { latestOnly } from '../../../run/latestOnly.ts';
import type { TextVariant } from '../../../core/types.ts';
import type { AnalysisChoices } from '../../../core/study/studyStats.ts';
import type { Analysis, StudyMaterial } from './analysis.ts';
import type { ValidityChoices } from './checkValidity.ts';
import type { PairChoices } from './comparePictures.ts';
import type { MapChoices } from './mapCues.ts';
import type { NearestChoices } from './nearestTo.ts';

/** A study's statistics off the main thread; newer requests overtake older ones (undefined). */
export class AnalysisClient {
  readonly #worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), {
    type: 'module'
  });
  readonly #remote: Remote<Analysis> = wrap<Analysis>(this.#worker);

  readonly results = latestOnly((choices: AnalysisChoices) => this.#remote.results(choices));
  readonly nearest = latestOnly((choices: NearestChoices) => this.#remote.nearest(choices));

  readonly validity = latestOnly((choices: ValidityChoices) => this.#remote.validity(choices));

  readonly map = latestOnly((choices: MapChoices) => this.#remote.map(choices));
  readonly pair = latestOnly((choices: PairChoices) => this.#remote.pair(choices));
  readonly ways = latestOnly((choices: { variant: TextVariant; seed: number }) =>
    this.#remote.ways(choices)
  );

  /** Messages keep their order: what is asked afterwards is about this study. */
  open(material: StudyMaterial): Promise<void> {
    return this.#remote.open(material);
  }

  letters() {
    return this.#remote.letters();
  }

  dispose(): void {
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }
}
