import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { AskPlan } from '../../../core/prompts/types.ts';
import {
  guessOf,
  guessSessionSchema,
  MOST_PLAYERS,
  newSession,
  questionsOfRound,
  roundsOf,
  withGuess,
  withNextRound,
  withPlayer,
  type GuessSession,
  type GuessedWho
} from './guessSession.ts';
import { makeRound, revealedRounds, keepRevealed } from './round.ts';

const QUICK = 'Q1 Q6 Q29 Q46 Q57 Q121 Q151 Q163 Q165 Q184 Q185 Q199'.split(' ');

describe('rounds', () => {
  test('twelve questions make three rounds of four', () => {
    expect([0, 1, 2].map((round) => questionsOfRound(QUICK, round))).toEqual([
      ['Q1', 'Q6', 'Q29', 'Q46'],
      ['Q57', 'Q121', 'Q151', 'Q163'],
      ['Q165', 'Q184', 'Q185', 'Q199']
    ]);
    expect(questionsOfRound(QUICK, 3)).toEqual(questionsOfRound(QUICK, 0));
    expect(questionsOfRound([], 0)).toEqual([]);
  });

  test('every question comes once, in order, at most five in a round and none empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (n) => {
        const all = Array.from({ length: n }, (_, k) => k);
        const rounds = Array.from({ length: roundsOf(n) }, (_, k) => questionsOfRound(all, k));
        expect(rounds.flat()).toEqual(all);
        for (const round of rounds) {
          expect(round.length).toBeGreaterThan(0);
          expect(round.length).toBeLessThanOrEqual(5);
        }
      })
    );
  });
});

describe('a session', () => {
  const at = { player: 2, question: 'Q6' };

  test('holds one guess a player and question, and the other half of it stays', () => {
    let session = withPlayer(newSession('run'));
    session = withGuess(session, at, 'model', 0.2);
    session = withGuess(session, at, 'people', 0.9);
    session = withGuess(session, at, 'model', 0.4);
    expect(session.guesses).toEqual([{ ...at, model: 0.4, people: 0.9 }]);
    expect(guessOf(session, 1, 'Q6')).toBeUndefined();
  });

  test('behind the last round the first begins without guesses', () => {
    let session = withGuess(newSession('run'), { player: 1, question: 'Q1' }, 'model', 0.5);
    session = withNextRound({ ...session, revealed: true }, QUICK);
    expect(session).toMatchObject({ round: 1, revealed: false, guesses: [{ question: 'Q1' }] });
    session = withNextRound(withNextRound(session, QUICK), QUICK);
    expect(session).toMatchObject({ round: 0, guesses: [] });
  });

  test('is read back whatever was done in it', () => {
    const step = fc.oneof(
      fc.constant((session: GuessSession) => withPlayer(session)),
      fc.constant((session: GuessSession) => withNextRound(session, QUICK)),
      fc
        .tuple(
          fc.integer({ min: 1, max: MOST_PLAYERS }),
          fc.constantFrom(...QUICK),
          fc.constantFrom<GuessedWho>('model', 'people'),
          fc.double({ min: 0, max: 1, noNaN: true })
        )
        .map(
          ([player, question, who, place]) =>
            (session: GuessSession) =>
              withGuess(session, { player, question }, who, place)
        )
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const session = steps.reduce((before, each) => each(before), newSession('run'));
        const kept: unknown = JSON.parse(JSON.stringify(session));
        expect(v.parse(guessSessionSchema, kept)).toEqual(session);
        const names = session.guesses.map(({ player, question }) => `${player} ${question}`);
        expect(new Set(names).size).toBe(names.length);
        expect(session.players).toBeLessThanOrEqual(MOST_PLAYERS);
      })
    );
  });
});

test('a round as plain data: in the order of its questions, then of players', () => {
  const guess = { model: 0.5, people: null };
  const round = makeRound(
    { model: 'pocket', country: 'KOR', cue: 'picture x' },
    [
      { question: 'Q6', model: 0.4, people: 0.6 },
      { question: 'Q1', model: 0.1, people: null }
    ],
    [
      { player: 2, question: 'Q1', ...guess },
      { player: 2, question: 'Q6', ...guess },
      { player: 1, question: 'Q6', ...guess },
      { player: 1, question: 'Q99', ...guess }
    ]
  );
  expect(round.guesses.map(({ question, player }) => [question, player])).toEqual([
    ['Q6', 1],
    ['Q6', 2],
    ['Q1', 2]
  ]);
  expect(round.guesses[0]).toEqual({
    question: 'Q6',
    cue: 'picture x',
    player: 1,
    guessModel: 0.5,
    guessPeople: null,
    model: 0.4,
    people: 0.6
  });
  expect(JSON.parse(JSON.stringify(round))).toEqual(round);
  const plan = { questions: [{ id: 'Q1' }] } as unknown as AskPlan;
  keepRevealed(plan, round);
  expect(revealedRounds(plan)).toBe(round);
  // Of another run nothing was guessed.
  expect(revealedRounds({ ...plan, readout: 'letter' })).toBeNull();
  keepRevealed(plan, null);
  expect(revealedRounds(plan)).toBeNull();
});
