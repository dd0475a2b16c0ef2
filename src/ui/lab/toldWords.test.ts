import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../../store/memory.ts';
import type { Store } from '../../store/store.ts';
import { FakeEngine, LOADED, picture, READER, visitLab } from './fixtures.ts';
import type { LabState } from './labState.svelte.ts';

let store: Store;
beforeEach(async () => {
  store = memoryStore();
  await store.pictures.put(picture);
});

const visit = (engine: FakeEngine) => visitLab(store, engine);

describe('a model that reads words only', () => {
  const cuesOf = (lab: LabState) => lab.run.plan?.cues.map(({ kind }) => kind);

  it('is told the country’s name, with no picture, and asked on the next visit again', async () => {
    const lab = await visit(new FakeEngine());
    await lab.chooseModel(READER);
    expect([lab.model.wordsOnly, lab.ready, lab.selected]).toEqual([true, true, []]);
    await lab.ask();
    expect(lab.run.status).toBe('done');
    expect(cuesOf(lab)).toEqual(['neutral', 'country', 'frame']);
    expect(lab.run.answers.size).toBe(9);
    await lab.save();
    const again = await visit(new FakeEngine());
    expect([again.model.wordsOnly, again.upToDate, again.run.status]).toEqual([true, true, 'done']);
  });

  it('is told in words what a picture shows, and waits until there are some', async () => {
    const lab = await visit(new FakeEngine());
    lab.pictureList.toggle(picture.id);
    await lab.chooseModel(READER);
    lab.choices.told = 'words';
    expect(lab.ready).toBe(false);
    lab.words.say(picture.id, ' a flag ');
    expect(lab.ready).toBe(true);
    await lab.ask();
    expect(cuesOf(lab)).toEqual(['neutral', 'country', 'caption', 'frame']);
    expect(lab.run.plan?.cues[2]).toMatchObject({ picture: picture.id, caption: 'a flag' });
    expect(lab.seen.byPicture.size).toBe(0);
    // The words outlive the visit; another picture in words is another run.
    await lab.save();
    const again = await visit(new FakeEngine());
    expect(again.words.captionOf(picture.id)).toBe(' a flag ');
    expect(again.upToDate).toBe(true);
    again.words.say(picture.id, 'a coat of arms');
    expect(again.upToDate).toBe(false);
  });

  it('leaves what the reader chose to a model that takes pictures', async () => {
    const lab = await visit(new FakeEngine());
    lab.pictureList.toggle(picture.id);
    await lab.chooseModel(READER);
    await lab.chooseModel(LOADED.model);
    expect(lab.model.wordsOnly).toBe(false);
    expect(lab.nextPlan?.cues.map(({ kind }) => kind)).toContain('picture');
  });
});
