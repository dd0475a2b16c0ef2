import { expect, test } from 'vitest';
import { readKeptOwn, wipeKeptOwn } from '../../run/yourself/keptOwn.ts';
import { memoryStore } from '../../store/memory.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { YourselfState } from './yourselfState.svelte.ts';

const survey = await loadSurvey();

async function begun() {
  const { documents } = memoryStore();
  const own = new YourselfState(() => Promise.resolve(documents));
  await own.open(survey);
  own.begin();
  return { own, documents };
}

test('choosing goes on, also by the last option; an option that is none does not', async () => {
  const { own } = await begun();
  expect(own.asked).toHaveLength(12);
  expect(own.choose(4)).toBe(false);
  expect(own.at).toBe(0);
  expect(own.choose(3)).toBe(true);
  own.skip();
  own.back();
  own.back();
  expect(own.at).toBe(0);
  own.skip();
  expect([...own.answers]).toEqual([]);
  own.back();
  while (own.stage === 'asking') own.choose(1);
  expect(own.stage).toBe('place');
  expect(own.answers.size).toBe(12);
  own.askMore();
  expect(own.question?.id).toBe(own.questions.map[0]?.id);
  expect(own.asked).toHaveLength(23);
});

test('nothing is kept unless it shall be; wiped is wiped', async () => {
  const { own, documents } = await begun();
  own.choose(0);
  expect(await readKeptOwn(documents)).toBeNull();
  await own.setKept(true);
  own.choose(1);
  await expect.poll(async () => (await readKeptOwn(documents))?.answers).toEqual({ Q1: 1, Q6: 2 });
  const later = new YourselfState(() => Promise.resolve(documents));
  await later.open(survey);
  expect([...later.answers]).toEqual([
    ['Q1', 0],
    ['Q6', 1]
  ]);
  expect(later).toMatchObject({ stage: 'place', kept: true });
  const wiping = later.wipe();
  // Not said before it is done: a page that is closed at once would bring them back.
  expect(later.wiped).toBe(false);
  await wiping;
  expect(await readKeptOwn(documents)).toBeNull();
  expect(later).toMatchObject({ stage: 'start', kept: false, wiped: true });
  expect(later.answers.size).toBe(0);
});

test('unticked, what was kept leaves the device and stays in memory', async () => {
  const { own, documents } = await begun();
  own.choose(0);
  await own.setKept(true);
  await own.setKept(false);
  own.choose(0);
  expect(await readKeptOwn(documents)).toBeNull();
  expect(own.answers.size).toBe(2);
});

test('deleted on another page, they do not come back with the next answer', async () => {
  const { own, documents } = await begun();
  own.choose(0);
  await own.setKept(true);
  await wipeKeptOwn(documents);
  await own.open(survey);
  expect(own).toMatchObject({ stage: 'start', kept: false });
  own.begin();
  own.choose(1);
  expect([...own.answers]).toEqual([['Q1', 1]]);
  expect(await readKeptOwn(documents)).toBeNull();
});
