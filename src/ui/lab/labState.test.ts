import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import type { Store } from '../../store/store.ts';
import { memoryStore } from '../../store/memory.ts';
import { answerMapKey } from './cues.ts';
import { FakeEngine, LOADED, LOOKER, picture, visitLab } from './fixtures.ts';
import { readLabDocument } from './labDocument.ts';
import type { LabState } from './labState.svelte.ts';

let store: Store;
beforeEach(async () => {
  store = memoryStore();
  await store.pictures.put(picture);
});

const visit = (engine: FakeEngine, shipped: ShippedAnswers | null = null) =>
  visitLab(store, engine, shipped);

/** A visit that has asked everything: 3 questions under 7 cues, and 3 baselines. */
async function finishedVisit(engine = new FakeEngine()): Promise<LabState> {
  const lab = await visit(engine);
  lab.pictureList.toggle(picture.id);
  await lab.ask();
  await lab.reading.stop();
  return lab;
}

describe('LabState', () => {
  it('asks neutral, country, picture and what these are measured against, and keeps each answer under its key', async () => {
    const lab = await finishedVisit();
    expect(lab.run.status).toBe('done');
    expect(lab.run.answers.size).toBe(21);
    expect(lab.run.plan?.cues.map(({ kind }) => kind)).toEqual([
      ...['neutral', 'country', 'picture'],
      ...['blank', 'blank', 'blank', 'frame']
    ]);
    for (const cue of lab.run.plan?.cues ?? []) {
      expect(lab.run.answers.has(answerMapKey('Q6', cue))).toBe(true);
    }
  });

  it('loads a model anew for another view, and keeps the answers of both', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine);
    lab.pictureList.toggle(picture.id);
    await lab.chooseModel(LOOKER);
    expect(lab.known.views).toEqual([]);
    await lab.ask();
    await lab.reading.stop();
    expect([lab.run.answeredBy?.view, lab.upToDate]).toEqual(['one', true]);
    expect(lab.known.views).toEqual(['one', 'full']);
    lab.choices.view = 'full';
    expect(lab.upToDate).toBe(false);
    await lab.ask();
    await lab.reading.stop();
    expect([lab.run.answeredBy?.view, lab.upToDate, engine.loads]).toEqual(['full', true, 2]);
    // Cues without a picture were asked before, and do not depend on it.
    expect(lab.run.summary?.cached).toBe(9);
    lab.choices.view = 'one';
    await lab.showKnown();
    expect([lab.run.answeredBy?.view, lab.upToDate, engine.loads]).toEqual(['one', true, 2]);
  });

  it('asks another model anew; the answers of the one before stay, out of date', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine);
    lab.pictureList.toggle(picture.id);
    await lab.ask();
    await lab.reading.stop();
    await lab.chooseModel('other');
    expect(lab.upToDate).toBe(false);
    expect(lab.run.answers.size).toBe(21);
    expect([lab.model.status, lab.reading.report]).toEqual(['idle', null]);
    await lab.ask();
    expect(lab.run.answeredBy?.model).toBe('other');
    expect(lab.run.summary?.cached).toBe(0);
    expect([engine.loads, lab.upToDate]).toEqual([2, true]);
    await lab.reading.stop();
    const next = await visit(new FakeEngine());
    expect([next.model.chosen, next.upToDate]).toEqual(['other', true]);
  });

  it('shows a finished run again without loading a model', async () => {
    await finishedVisit();
    const engine = new FakeEngine();
    const lab = await visit(engine);
    expect(lab.run.status).toBe('done');
    expect(lab.run.answers.size).toBe(21);
    expect(lab.upToDate).toBe(true);
    expect([engine.loads, engine.jobs]).toEqual([0, 0]);
  });

  it('asks blanks once: another picture costs only its own answers', async () => {
    const engine = new FakeEngine();
    const lab = await finishedVisit(engine);
    await store.pictures.put({ ...picture, id: 'def', addedAt: 2 });
    await lab.pictureList.restore(['def']);
    const plan = lab.nextPlan!;
    expect(plan.cues.length * plan.questions.length).toBe(24);
    expect(await lab.countKnown(plan)).toBe(21);
    const before = engine.jobs;
    await lab.ask();
    expect(engine.jobs - before).toBe(3);
  });

  it('shows a run from before controls as it was, and asks only for what it lacks', async () => {
    const lab = await finishedVisit();
    const document = (await readLabDocument(store.documents))!;
    const { controls, ...spec } = document.run!.spec;
    expect(controls).toBe(true);
    await store.documents.put('lab', { ...document, run: { ...document.run!, spec } });
    const engine = new FakeEngine();
    const again = await visit(engine);
    expect([again.run.status, again.run.answers.size, engine.loads]).toEqual(['done', 9, 0]);
    expect([again.upToDate, again.lacksControls]).toEqual([false, true]);
    await again.ask();
    expect([again.upToDate, again.lacksControls]).toEqual([true, false]);
    expect(again.run.answers.size).toBe(lab.run.answers.size);
  });

  it('saves net movement of name and picture with the run', async () => {
    const run = await (await finishedVisit()).exportRun();
    expect(run?.net?.map(({ cue, control, from }) => [cue, control, from])).toEqual([
      [1, 'none', [0]],
      [1, 'frame', [6]],
      [2, 'none', [0]],
      [2, 'blank', [3, 4, 5]]
    ]);
  });

  it('goes on by itself after a reload in mid-run and computes nothing twice', async () => {
    const engine = new FakeEngine();
    engine.stopAfter = 5;
    const before = await visit(engine);
    before.pictureList.toggle(picture.id);
    const interrupted = before.ask();
    await expect.poll(() => engine.jobs).toBe(5);
    await expect.poll(() => store.answers.count()).toBe(5);

    const next = new FakeEngine();
    const lab = await visit(next);
    expect(lab.run.status).toBe('done');
    expect(lab.run.answers.size).toBe(21);
    const own = 24 - 5;
    expect(next.jobs).toBeGreaterThanOrEqual(own);
    expect(lab.run.summary?.cached).toBeGreaterThan(0);
    before.run.cancel();
    await interrupted;
  });

  it('stops, keeps what there is, and waits for the reader to go on', async () => {
    const engine = new FakeEngine();
    engine.stopAfter = 5;
    const lab = await visit(engine);
    lab.pictureList.toggle(picture.id);
    const running = lab.ask();
    await expect.poll(() => engine.jobs).toBe(5);
    lab.run.cancel();
    await running;
    expect(lab.run.status).toBe('cancelled');
    const again = await visit(new FakeEngine());
    expect(again.run.status).toBe('idle');
    expect(again.selected).toEqual([picture.id]);
    expect(await again.countKnown(again.nextPlan!)).toBe(lab.run.answers.size);
  });

  it('says why a model did not load and tries again', async () => {
    const engine = new FakeEngine();
    engine.failLoad = new AppError('file-missing', { file: 'x' });
    const lab = await visit(engine);
    lab.pictureList.toggle(picture.id);
    await lab.ask();
    expect(lab.run.status).toBe('failed');
    expect(lab.model.error?.code).toBe('file-missing');
    engine.failLoad = null;
    await lab.ask();
    await lab.reading.stop();
    expect(lab.run.status).toBe('done');
    expect(lab.run.error).toBeNull();
  });

  it('keeps choices, and knows when they no longer fit the answers', async () => {
    const lab = await finishedVisit();
    lab.choices.metric = 'wasserstein';
    lab.choices.variant = 'raw';
    expect(lab.upToDate).toBe(true);
    lab.choices.templateId = 'paper';
    expect(lab.upToDate).toBe(false);
    await lab.save();
    const again = await visit(new FakeEngine());
    expect([again.choices.metric, again.choices.variant, again.choices.templateId]).toEqual([
      'wasserstein',
      'raw',
      'paper'
    ]);
    expect(again.run.plan?.template.id).toBe('brief');
    expect(again.upToDate).toBe(false);
  });

  it('tells that choices found no room, until they do', async () => {
    const lab = await visit(new FakeEngine());
    const full = vi
      .spyOn(store.documents, 'put')
      .mockRejectedValueOnce(new AppError('quota-exceeded', { neededMB: 1 }));
    await lab.save();
    expect(lab.saved.problem?.code).toBe('quota-exceeded');
    await lab.save();
    expect(lab.saved.problem).toBeNull();
    expect(full).toHaveBeenCalledTimes(2);
    full.mockRestore();
  });

  it('remembers that the model reads, or does not', async () => {
    const lab = await visit(new FakeEngine());
    await lab.model.ensure();
    await lab.checkReading();
    expect(lab.reading.report?.grades.text.n).toBeGreaterThanOrEqual(20);
    const again = await visit(new FakeEngine());
    await again.reading.recall(LOADED);
    expect(again.reading.report).toEqual(lab.reading.report);
  });
});

describe('LabState with answers that came with the app', () => {
  /** What another visit's model answered, as the app ships it; seen: a flag. */
  async function ship(logprob = -1): Promise<ShippedAnswers> {
    const engine = new FakeEngine();
    const lab = await finishedVisit(engine);
    const jobs = planJobs(lab.run.plan!, LOADED.chat);
    const keys = await Promise.all(jobs.map(({ job }) => answerKey(job, LOADED)));
    const score = { logprobs: [logprob, -1], tokens: [1, 1], prefillTokens: 0, ms: 0 };
    const scores = new Map(keys.map((key) => [key, score]));
    const concepts = { [picture.id]: [{ name: 'a flag', weight: 0.9 }] };
    store = memoryStore();
    await store.pictures.put(picture);
    const header = { version: 1, model: LOADED, concepts } as unknown as ShippedAnswers['header'];
    return { header, get: (key) => scores.get(key) };
  }

  it('shows them without a model, and again after a reload', async () => {
    const shipped = await ship();
    const engine = new FakeEngine();
    const lab = await visit(engine, shipped);
    lab.pictureList.toggle(picture.id);
    await lab.seen.look(picture);
    expect(lab.seen.byPicture.get(picture.id)).toMatchObject({ concepts: [{ name: 'a flag' }] });
    expect(await lab.countKnown(lab.nextPlan!)).toBe(21);
    await lab.ask();
    expect([lab.run.status, lab.run.source, lab.run.answers.size]).toEqual(['done', 'shipped', 21]);
    const again = await visit(engine, shipped);
    expect([again.run.source, again.run.answers.size, again.upToDate]).toEqual([
      ...['shipped', 21],
      true
    ]);
    expect([engine.loads, engine.jobs, await store.answers.count()]).toEqual([0, 0, 0]);
  });

  it('shows a choice at once where all is known, and leaves another to be asked', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine, await ship());
    await lab.showKnown();
    expect([lab.run.plan?.cues.length, lab.run.source]).toEqual([3, 'shipped']);
    lab.pictureList.toggle(picture.id);
    await lab.showKnown();
    expect([lab.run.plan?.cues.length, lab.run.source]).toEqual([7, 'shipped']);
    lab.choices.templateId = 'paper';
    await lab.showKnown();
    expect([lab.run.plan?.template.id, lab.upToDate, engine.loads]).toEqual(['brief', false, 0]);
    await lab.ask();
    expect([lab.run.plan?.template.id, lab.run.source, engine.loads]).toEqual([
      'paper',
      'device',
      1
    ]);
    await lab.reading.stop();
  });

  it('shows all of what is known where a run of it was stopped', async () => {
    const lab = await visit(new FakeEngine(), await ship());
    lab.pictureList.toggle(picture.id);
    const asked = lab.ask();
    lab.run.cancel();
    await asked;
    expect([lab.run.status, lab.upToDate]).toEqual(['cancelled', true]);
    await lab.showKnown();
    expect([lab.run.status, lab.run.answers.size]).toEqual(['done', 21]);
  });

  it('asks this device again without them, and says how far it lies from them', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine, await ship(-2));
    lab.pictureList.toggle(picture.id);
    await lab.ask();
    await lab.askAgain();
    expect([engine.loads, engine.jobs]).toEqual([1, 24]);
    expect(lab.run).toMatchObject({ source: 'device', difference: { answers: 21, largest: 0 } });
    lab.choices.variant = 'raw';
    await lab.askAgain();
    expect(engine.jobs).toBe(24);
    expect(lab.run.difference?.largest).toBeCloseTo(0.5 - 1 / (1 + Math.E), 6);
  });

  it('is another model whose answers they are not', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine, await ship());
    await lab.chooseModel('other');
    await lab.showKnown();
    expect([lab.run.status, await lab.countKnown(lab.nextPlan!)]).toEqual(['idle', null]);
    await lab.ask();
    expect([lab.run.source, engine.loads]).toEqual(['device', 1]);
    await lab.reading.stop();
  });
});

describe('LabPictures', () => {
  it('gives a removed picture back, in its place and chosen as before', async () => {
    const { pictureList } = await visit(new FakeEngine());
    await store.pictures.put({ ...picture, id: 'def', addedAt: 2 });
    await pictureList.restore(['def']);
    pictureList.toggle('abc');
    await pictureList.remove('abc');
    expect(pictureList.pictures.map(({ id }) => id)).toEqual(['def']);
    expect(await store.pictures.get('abc')).toBeUndefined();
    await pictureList.removed.undo();
    expect(pictureList.pictures.map(({ id }) => id).sort()).toEqual(['abc', 'def']);
    expect(pictureList.selected).toEqual(['def', 'abc']);
    expect(await store.pictures.get('abc')).toBeDefined();
  });
});

describe('SeenConcepts', () => {
  it('load no model, look once it is there, and keep what was seen', async () => {
    const engine = new FakeEngine();
    const lab = await visit(engine);
    await lab.seen.look(picture);
    expect([lab.seen.byPicture.has(picture.id), engine.loads]).toEqual([false, 0]);
    await lab.model.ensure();
    await lab.seen.look(picture);
    await lab.seen.look(picture);
    expect(lab.seen.byPicture.get(picture.id)).toEqual({
      kind: 'seen',
      concepts: [{ name: 'a cat', weight: 1 }]
    });
    expect(engine.loads).toBe(1);
  });
});
