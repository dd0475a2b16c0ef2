import type { AskPlan } from '../../../core/prompts/types.ts';
import type { CountryCode, QuestionId } from '../../../core/survey/types.ts';
import type { PlayersGuess } from './guessSession.ts';

/** One player's guess about one question, beside what was true. Places in [0, 1] on the question's scale. */
export interface RoundGuess {
  question: QuestionId;
  /** Key of the cue that the model was given (`cueKey`). */
  cue: string;
  /** From 1: players have numbers, and no names. */
  player: number;
  /** Null: not guessed. */
  guessModel: number | null;
  guessPeople: number | null;
  /** Null: not answered, or people there were not asked. */
  model: number | null;
  people: number | null;
}

/** A round of guesses that was revealed, as plain data. */
export interface Round {
  /** Folder name of the model that answered. */
  model: string;
  /** Whose people were guessed. */
  country: CountryCode | null;
  guesses: readonly RoundGuess[];
}

/** What a round knows of one of its questions. */
export interface RoundTruth {
  question: QuestionId;
  model: number | null;
  people: number | null;
}

/** Puts guesses beside the truth; a guess about a question that the round does not have is left out. */
export function makeRound(
  about: { model: string; country: CountryCode | null; cue: string },
  truths: readonly RoundTruth[],
  guesses: readonly PlayersGuess[]
): Round {
  const { model, country, cue } = about;
  return {
    ...{ model, country },
    guesses: truths.flatMap((truth) =>
      guesses
        .filter(({ question }) => question === truth.question)
        .sort((a, b) => a.player - b.player)
        .map(({ player, question, model: guessModel, people: guessPeople }) => ({
          ...{ question, cue, player, guessModel, guessPeople },
          ...{ model: truth.model, people: truth.people }
        }))
    )
  };
}

let revealed: { plan: string; round: Round | null } | null = null;

/** The rounds revealed so far of this run, all in one; null before the first reveal. */
export function revealedRounds(plan: AskPlan): Round | null {
  return revealed?.plan === JSON.stringify(plan) ? revealed.round : null;
}

/** Keeps what was revealed of a run, for whoever takes it away; null: nothing is. */
export function keepRevealed(plan: AskPlan | null, round: Round | null): void {
  revealed = { plan: JSON.stringify(plan), round };
}
