import { compareWays, type WayPair } from '../../core/measures/agreement.ts';
import {
  counterfactual,
  type Counterfactual,
  type PairChoices
} from '../../core/measures/counterfactual.ts';
import {
  mapCues,
  type MapChoices,
  type MappedStudy
} from '../../core/measures/culturalMap/mapCues.ts';
import { letterQuality, type LetterQuality } from '../../core/measures/letterQuality.ts';
import {
  nearestCountries,
  type NearestCountries,
  type NearestChoices
} from '../../core/measures/nearest.ts';
import {
  checkValidity,
  type ValidityChoices,
  type ValidityPair
} from '../../core/measures/validity.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import { cuePlaces, type PlacesChoices } from '../../core/study/cuePlaces.ts';
import { summariseCues, type Summary, type SummaryChoices } from '../../core/study/cueSummary.ts';
import { everySpecificity, type SpecificityRow } from '../../core/study/studySpecificity.ts';
import type { StudyResults } from '../../core/study/studyResults.ts';
import { StudyStats, type AnalysisChoices } from '../../core/study/studyStats.ts';
import type { StudyMaterial } from './material.ts';

/** The statistics of one study, held by a worker. */
export class Analysis {
  #material: StudyMaterial | null = null;
  #stats: StudyStats | null = null;

  open(material: StudyMaterial): void {
    const { frame, columns, survey } = material;
    this.#material = material;
    this.#stats = new StudyStats(frame, columns, survey);
  }

  results(choices: AnalysisChoices): StudyResults {
    return this.#known().results(choices);
  }

  summary(choices: SummaryChoices): Summary | null {
    return summariseCues(this.#known(), choices);
  }

  letters(): LetterQuality[] {
    const { frame, columns } = this.#known();
    return letterQuality(frame, columns);
  }

  nearest(choices: NearestChoices): NearestCountries {
    return nearestCountries(this.#known(), choices);
  }

  validity(choices: ValidityChoices): ValidityPair {
    return checkValidity(this.#known(), choices);
  }

  map(choices: MapChoices): MappedStudy | null {
    const figures = this.#material?.mapFigures;
    return figures ? mapCues(this.#known(), figures, choices) : null;
  }

  pair(choices: PairChoices): Counterfactual {
    return counterfactual(this.#known(), choices);
  }

  /** The place of each cue's own country in a run of the Lab. */
  places(choices: PlacesChoices): ReturnType<typeof cuePlaces> {
    return cuePlaces(this.#known(), choices);
  }

  /** Do cues point to their own country, under every way of asking? */
  specificity(choices: Parameters<typeof everySpecificity>[1]): SpecificityRow[] {
    return everySpecificity(this.#known(), choices);
  }

  ways(choices: { variant: TextVariant }): WayPair[] {
    return compareWays(this.#known(), choices);
  }

  #known(): StudyStats {
    if (!this.#stats) throw new TypeError('Open a study first.');
    return this.#stats;
  }
}
