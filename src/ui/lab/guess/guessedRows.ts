import { hasScale, placesOf } from '../../../core/study/sentences/rowPlaces.ts';
import type { Guessed } from '../../../core/measures/guessScore.ts';
import { answersOfRow, type RowInput } from '../../rows/rowInput.ts';
import type { ResultsState } from '../results/resultsState.svelte.ts';
import { rowInputOf } from '../results/rowInputs.ts';
import type { QuestionView } from '../results/views.ts';
import { guessOf, type GuessedWho, type GuessSession } from './guessSession.ts';
import type { RoundTruth } from './round.ts';

/** A question that is guessed about: its row once it is revealed, and the places on its scale. */
export interface GuessedRow extends RoundTruth {
  row: RowInput;
  /** Where the model stands before it is given the cue; null where that is not known yet. */
  start: number | null;
}

/** Questions whose answers stand on a scale of their own: on others no place can be guessed. */
export function guessable(views: readonly QuestionView[]): QuestionView[] {
  return views.filter(({ question }) => hasScale(question));
}

/** One question with the first cue that moves it; what is neither guessed nor told of is not drawn. */
export function guessedRow(results: ResultsState, view: QuestionView): GuessedRow {
  const { cues, movers, reference, countryName: country } = results;
  const whole = rowInputOf(view, { cues, movers: movers.slice(0, 1), reference, country });
  const row = whole.pictures.length > 0 ? { ...whole, neutral: null, name: null } : whole;
  const places = placesOf(answersOfRow(row));
  const [picture] = places.pictures;
  return {
    row,
    question: view.question.id,
    model: picture ?? places.name,
    people: places.people[0] ?? null,
    start: places.zero
  };
}

/** What one player guessed of the model or of people, beside the truth: what a score is made of. */
export function guessedBy(
  session: GuessSession,
  rows: readonly GuessedRow[],
  player: number,
  who: GuessedWho
): Guessed[] {
  return rows.flatMap((each) => {
    const guess = guessOf(session, player, each.question)?.[who] ?? null;
    const truth = each[who];
    return guess === null || truth === null ? [] : [{ guess, truth, start: each.start }];
  });
}
