import type { NearCountry } from '../../../core/measures/nearest.ts';
import { StudyStats, type AnalysisChoices } from '../../../core/study/studyStats.ts';
import type { AnswerColumns } from '../../../core/answers/answerColumns.ts';
import type { StudyFrame } from '../../../core/study/studyFrame.ts';
import type { StudyResults } from '../../../core/study/studyResults.ts';
import type { SurveyShares } from '../../../core/survey/surveyShares.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import type { Counterfactual } from '../../../core/measures/counterfactual.ts';
import { letterQuality, type LetterQuality } from '../../../core/measures/letterQuality.ts';
import { checkValidity, type ValidityChoices, type ValidityPair } from './checkValidity.ts';
import { comparePictures, type PairChoices } from './comparePictures.ts';
import { compareWays, type WayPair } from './compareWays.ts';
import { mapCues, type MapChoices, type MappedStudy } from './mapCues.ts';
import { nearestTo, type NearestChoices } from './nearestTo.ts';

/** What the worker knows of a study: everything is computed from this. */
export interface StudyMaterial {
  frame: StudyFrame;
  columns: AnswerColumns;
  survey: SurveyShares;
  /** The survey's shares on the questions of the cultural map, asked in the study or not. */
  mapFigures: SurveyShares;
}

/** The statistics of one study, held by a worker. */
export class Analysis {
  #stats: StudyStats | null = null;
  #mapFigures: SurveyShares | null = null;

  open({ frame, columns, survey, mapFigures }: StudyMaterial): void {
    this.#mapFigures = mapFigures;
    this.#stats = new StudyStats(frame, columns, survey);
  }

  results(choices: AnalysisChoices): StudyResults {
    return this.#known().results(choices);
  }

  letters(): LetterQuality[] {
    const { frame, columns } = this.#known();
    return letterQuality(frame, columns);
  }

  nearest(choices: NearestChoices): NearCountry[] {
    return nearestTo(this.#known(), choices);
  }

  validity(choices: ValidityChoices): ValidityPair {
    return checkValidity(this.#known(), choices);
  }

  map(choices: MapChoices): MappedStudy | null {
    return this.#mapFigures && mapCues(this.#known(), this.#mapFigures, choices);
  }

  pair(choices: PairChoices): Counterfactual {
    return comparePictures(this.#known(), choices);
  }

  ways(choices: { variant: TextVariant; seed: number }): WayPair[] {
    return compareWays(this.#known(), choices);
  }

  #known(): StudyStats {
    if (!this.#stats) throw new TypeError('Open a study first.');
    return this.#stats;
  }
}
