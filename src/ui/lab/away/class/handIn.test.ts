import { expect, it } from 'vitest';
import { memoryStore } from '../../../../store/memory.ts';
import { FakeEngine, LOADED, picture, visitLab } from '../../fixtures.ts';
import { keepRevealed, type RoundGuess } from '../../guess/round.ts';
import { handIn } from './handIn.ts';

const guess: RoundGuess = {
  ...{ question: 'Q6', cue: `picture:${picture.id}`, player: 2 },
  ...{ guessModel: 0.25, guessPeople: null, model: 0.5, people: null }
};

it('hands in what the Lab shows with what was guessed, under one number as long as it is the same', async () => {
  const store = memoryStore();
  await store.pictures.put(picture);
  const lab = await visitLab(store, new FakeEngine());
  lab.pictureList.selected = [picture.id];
  await lab.ask();
  await lab.run.ended;
  const share = await handIn(lab);
  expect(share?.pictures).toEqual([{ id: picture.id }]);
  expect(share?.answers.flat().every((p) => p !== null)).toBe(true);
  expect(share).not.toHaveProperty('guesses');
  expect(share?.id).toMatch(/^[0-9a-f]{16}$/);
  const thumbs = new Map([[picture.id, '/9j/AAAA']]);
  expect(await handIn(lab, thumbs)).toEqual({
    ...share,
    pictures: [{ id: picture.id, thumb: '/9j/AAAA' }]
  });

  keepRevealed(lab.run.plan, { model: LOADED.model, country: 'KOR', guesses: [guess] });
  const guessed = await handIn(lab);
  const cue = guessed?.cues.findIndex(({ kind }) => kind === 'picture');
  const handed = { question: 1, cue, player: 2, model: 2500, people: null };
  expect(guessed?.guesses).toEqual([handed]);
  expect(guessed?.id).not.toBe(share?.id);

  // A round about another model is not this run's.
  keepRevealed(lab.run.plan, { model: 'other', country: 'KOR', guesses: [guess] });
  expect(await handIn(lab)).toEqual(share);
  keepRevealed(null, null);
});
