import type { RowInput } from '../../rows/rowInput.ts';
import type { ResultsState } from '../results/resultsState.svelte.ts';
import { rowInputOf } from '../results/rowInputs.ts';
import type { QuestionView } from '../results/views.ts';

/** One question of the shown run as rows draw it. */
export function rowOfRun(results: ResultsState, view: QuestionView): RowInput {
  const { cues, movers, reference, countryName: country } = results;
  return rowInputOf(view, { cues, movers, reference, country });
}
