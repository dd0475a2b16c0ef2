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
import { Multiverse, type SpecificationEffect } from '../../core/study/multiverse/multiverse.ts';
import type {
  MultiverseChoices,
  Specification
} from '../../core/study/multiverse/specifications.ts';
import { everySpecificity, type SpecificityRow } from '../../core/study/studySpecificity.ts';
import type { StudyResults } from '../../core/study/studyResults.ts';
import {
  studyMovement,
  type CueMovement,
  type MovementChoices
} from '../../core/study/studyMovement.ts';
import { studyRows, type StudyRow, type StudyRowChoices } from '../../core/study/studyRows.ts';
import { StudyStats, type AnalysisChoices } from '../../core/study/studyStats.ts';
import type { StudyMaterial } from './material.ts';

/** The statistics of one study, held by a worker. */
export class Analysis {
  #material: StudyMaterial | null = null;
  #stats: StudyStats | null = null;
  #multiverse: { name: string; made: Multiverse } | null = null;

  open(material: StudyMaterial): void {
    const { frame, columns, survey } = material;
    this.#material = material;
    this.#multiverse = null;
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

  movement(choices: MovementChoices): CueMovement[] {
    return studyMovement(this.#known(), choices);
  }

  rows(choices: StudyRowChoices): StudyRow[] {
    return studyRows(this.#known(), choices);
  }

  ways(choices: { variant: TextVariant }): WayPair[] {
    return compareWays(this.#known(), choices);
  }

  /** Every way to analyse a headline that what was computed allows. */
  specifications(choices: MultiverseChoices): readonly Specification[] {
    return this.#multiverseOf(choices).specifications;
  }

  /** What one of them finds, by its place; null where nothing can be compared. */
  specification(at: number, choices: MultiverseChoices): SpecificationEffect | null {
    return this.#multiverseOf(choices).effect(at);
  }

  /** The last one is kept: its ways share most of their work. */
  #multiverseOf(choices: MultiverseChoices): Multiverse {
    const name = JSON.stringify(choices);
    if (this.#multiverse?.name !== name) {
      this.#multiverse = { name, made: new Multiverse(this.#known(), choices) };
    }
    return this.#multiverse.made;
  }

  #known(): StudyStats {
    if (!this.#stats) throw new TypeError('Open a study first.');
    return this.#stats;
  }
}
