import * as v from 'valibot';
import { count, key, list, text } from '../../../core/schema.ts';
import type { QuestionId } from '../../../core/survey/types.ts';

/** Questions of a round: few enough to be drawn one below the other and guessed in a minute or two. */
const MOST_QUESTIONS = 5;
/** On one screen. */
export const MOST_PLAYERS = 9;

const place = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/** What is kept of a game while its tab is open: places and numbers, and nobody's name. */
export const guessSessionSchema = v.object({
  /** The run that is guessed about, as `runName` names it. */
  run: text,
  /** From 0. */
  round: count,
  revealed: v.boolean(),
  /** The run's results are all shown. */
  opened: v.boolean(),
  players: v.pipe(count, v.minValue(1), v.maxValue(MOST_PLAYERS)),
  guesses: list(
    v.object({
      /** From 1. */
      player: v.pipe(count, v.minValue(1), v.maxValue(MOST_PLAYERS)),
      question: key,
      /** Places in [0, 1] on the question's scale; null until put somewhere. */
      model: place,
      people: place
    }),
    10_000
  )
});
export type GuessSession = v.InferOutput<typeof guessSessionSchema>;
export type PlayersGuess = GuessSession['guesses'][number];
/** What a guess is about: the model's answer, or people's. */
export type GuessedWho = 'model' | 'people';

/** One player, no guess. @param run as `runName` names it */
export function newSession(run: string): GuessSession {
  return { run, round: 0, revealed: false, opened: false, players: 1, guesses: [] };
}

/** How many rounds some questions make: equally long, give or take one. */
export function roundsOf(questions: number): number {
  return Math.max(1, Math.ceil(questions / MOST_QUESTIONS));
}

/**
 * The questions of a round, in the run's order: the same on every device that asked the same. They are
 * not chosen by what came of them, for that would tell it.
 */
export function questionsOfRound<Asked>(questions: readonly Asked[], round: number): Asked[] {
  const rounds = roundsOf(questions.length);
  const start = (at: number) => Math.round((at * questions.length) / rounds);
  const at = round % rounds;
  return questions.slice(start(at), start(at + 1));
}

/** A guess put to a place, or to another than before. */
export function withGuess(
  session: GuessSession,
  { player, question }: Pick<PlayersGuess, 'player' | 'question'>,
  who: GuessedWho,
  at: number
): GuessSession {
  const own = guessOf(session, player, question);
  const others = session.guesses.filter((each) => each !== own);
  const guess = { player, question, model: null, people: null, ...own };
  return { ...session, guesses: [...others, { ...guess, [who]: at }] };
}

/** What a player guessed about a question; undefined before their first mark on it. */
export function guessOf(
  { guesses }: GuessSession,
  player: number,
  question: QuestionId
): PlayersGuess | undefined {
  return guesses.find((each) => each.player === player && each.question === question);
}

/** The players' numbers, from 1. */
export function playersOf({ players }: Pick<GuessSession, 'players'>): number[] {
  return Array.from({ length: players }, (_, k) => k + 1);
}

/** One player more, up to `MOST_PLAYERS`. */
export function withPlayer(session: GuessSession): GuessSession {
  return { ...session, players: Math.min(MOST_PLAYERS, session.players + 1) };
}

/** The next questions; behind the last round comes the first again, with no guess in it. */
export function withNextRound(
  session: GuessSession,
  questions: readonly QuestionId[]
): GuessSession {
  const round = (session.round + 1) % roundsOf(questions.length);
  const next = { ...session, round, revealed: false };
  return round === 0 ? { ...next, guesses: [] } : next;
}
