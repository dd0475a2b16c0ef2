import { expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import { holdingAnswers, type NotKept } from './heldAnswers.ts';
import { memoryStore } from './memory.ts';

const score: PromptScore = { logprobs: [-1], tokens: [1], prefillTokens: 1, ms: 1 };
const keys = (...names: string[]) => names.map((key) => ({ key, score }));

/** A disk that is full, or broken otherwise, as long as `fault` is set. */
function setUp() {
  const { answers } = memoryStore();
  const disk = { fault: null as AppError | null, told: [] as (NotKept | null)[] };
  const refusing = {
    ...answers,
    async put(entries: Parameters<typeof answers.put>[0]) {
      if (disk.fault) throw disk.fault;
      await answers.put(entries);
    }
  };
  const held = holdingAnswers(refusing, (notKept) => disk.told.push(notKept));
  return { disk, own: answers, ...held };
}

const full = new AppError('quota-exceeded', { neededMB: 1 });

test('what a full disk refuses is held, said, found, and written when there is room', async () => {
  const { disk, own, answers } = setUp();
  await answers.put(keys('a'));
  disk.fault = full;
  await answers.put(keys('b', 'c'));
  await answers.put(keys('d'));
  expect(disk.told).toEqual([
    { scores: 2, error: full },
    { scores: 3, error: full }
  ]);
  expect([...(await answers.get(['a', 'b', 'd', 'e'])).keys()]).toEqual(['a', 'b', 'd']);
  expect(await own.count()).toBe(1);
  disk.fault = null;
  await answers.put(keys('e'));
  expect(disk.told.at(-1)).toBeNull();
  expect(await own.count()).toBe(5);
});

test('trying again writes what waits, or says once more why not', async () => {
  const { disk, own, answers, tryAgain } = setUp();
  disk.fault = full;
  await answers.put(keys('a', 'b'));
  await tryAgain();
  expect(disk.told).toHaveLength(2);
  expect(disk.told[1]).toMatchObject({ scores: 2 });
  disk.fault = null;
  await Promise.all([tryAgain(), answers.put(keys('c'))]);
  expect(await own.count()).toBe(3);
  await tryAgain();
  expect(disk.told).toHaveLength(3);
});

test('clearing forgets what waits as well', async () => {
  const { disk, answers } = setUp();
  disk.fault = full;
  await answers.put(keys('a'));
  await answers.clear();
  expect((await answers.get(['a'])).size).toBe(0);
  expect(disk.told.at(-1)).toBeNull();
});

test('a database that a newer version took ends the run: nothing is held', async () => {
  const { disk, answers } = setUp();
  disk.fault = new AppError('store-closed');
  await expect(answers.put(keys('a'))).rejects.toMatchObject({ code: 'store-closed' });
  disk.fault = null;
  expect((await answers.get(['a'])).size).toBe(0);
  expect(disk.told).toEqual([]);
});
