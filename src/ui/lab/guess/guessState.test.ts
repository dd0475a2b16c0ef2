import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../store/memory.ts';
import { FakeEngine, picture, visitLab } from '../fixtures.ts';
import type { LabState } from '../labState.svelte.ts';
import { guessGate } from './guessGate.svelte.ts';
import { GuessState } from './guessState.svelte.ts';
import { keepRevealed, revealedRounds } from './round.ts';

let engine: FakeEngine;
let lab: LabState;

/** A run on this device that waits after some answers, as a slow one does. */
async function beginRun(stopAfter: number): Promise<void> {
  engine.stopAfter = stopAfter;
  void lab.ask();
  await expect.poll(() => engine.jobs).toBe(stopAfter);
}

async function goOn(): Promise<void> {
  lab.run.cancel();
  await lab.run.ended;
  engine.stopAfter = Infinity;
  await lab.ask();
  await lab.reading.stop();
}

function guessed(): GuessState {
  const game = new GuessState(lab);
  game.put('Q6', 'model', 0.25);
  return game;
}
const modelGuess = (game: GuessState) => game.guessOf('Q6')?.model;

beforeEach(async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  });
  const store = memoryStore();
  await store.pictures.put(picture);
  engine = new FakeEngine();
  lab = await visitLab(store, engine);
  lab.pictureList.toggle(picture.id);
  lab.choices.guessing = 'first';
  guessGate.begin();
});

afterEach(() => {
  lab.run.cancel();
  keepRevealed(null, null);
  vi.unstubAllGlobals();
});

describe('guessing about a run on this device', () => {
  it('reveals nothing as long as answers of the round are missing', async () => {
    await beginRun(2);
    const game = guessed();
    expect([guessGate.holds(lab), game.answered]).toEqual([true, false]);
    game.reveal();
    expect(game.session.revealed).toBe(false);
    expect(revealedRounds(lab.run.plan!)).toBeNull();
  });

  it('holds results back also when the run ends, and the guess is still there', async () => {
    await beginRun(2);
    const game = guessed();
    lab.run.cancel();
    await lab.run.ended;
    expect([guessGate.holds(lab), modelGuess(game)]).toEqual([true, 0.25]);
  });

  it('goes on with its guesses where a stopped run goes on, and reveals them at its end', async () => {
    await beginRun(2);
    guessed();
    await goOn();
    const game = new GuessState(lab);
    expect([guessGate.holds(lab), modelGuess(game), game.answered]).toEqual([true, 0.25, true]);
    game.reveal();
    expect(revealedRounds(lab.run.plan!)?.guesses).toMatchObject([
      { question: 'Q6', guessModel: 0.25, model: 0.5 }
    ]);
    game.open();
    expect(guessGate.holds(lab)).toBe(false);
  });

  it('hands in what was revealed before a reload', async () => {
    await beginRun(2);
    guessed();
    await goOn();
    new GuessState(lab).reveal();
    // What a reload forgets.
    keepRevealed(null, null);
    const game = new GuessState(lab);
    expect(game.session.revealed).toBe(true);
    expect(revealedRounds(lab.run.plan!)?.guesses).toHaveLength(1);
  });

  it('begins anew where it was turned off and on, and where the same is asked in other words', async () => {
    await beginRun(1);
    guessed().open();
    guessGate.begin();
    expect(guessGate.holds(lab)).toBe(true);
    expect(modelGuess(new GuessState(lab))).toBeUndefined();
    guessed().open();
    lab.choices.templateId = 'paper';
    await goOn();
    const game = new GuessState(lab);
    expect([guessGate.holds(lab), modelGuess(game)]).toEqual([true, undefined]);
  });
});
