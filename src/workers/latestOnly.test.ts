import { expect, test } from 'vitest';
import { latestOnly } from './latestOnly.ts';

test('runs the first and the newest, and skips what was overtaken', async () => {
  const begun: number[] = [];
  const release: (() => void)[] = [];
  const ask = latestOnly(async (input: number) => {
    begun.push(input);
    await new Promise<void>((resolve) => release.push(resolve));
    return input * 10;
  });
  const first = ask(1);
  const second = ask(2);
  const third = ask(3);
  expect(await second).toBe(undefined);
  release[0]?.();
  expect(await first).toBe(10);
  release[1]?.();
  expect(await third).toBe(30);
  expect(begun).toEqual([1, 3]);
});

test('a failure does not block the next call', async () => {
  let fail = true;
  const ask = latestOnly(async (input: number) => {
    if (fail) throw new Error('no');
    return input;
  });
  await expect(ask(1)).rejects.toThrow('no');
  fail = false;
  expect(await ask(2)).toBe(2);
});
