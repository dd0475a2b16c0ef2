import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optionTexts } from './optionTexts.ts';

/** Some number for a token behind a path. */
const made = (path: readonly number[], id: number) =>
  -(path.reduce((sum, each, k) => sum + each * (k + 1), 1) % 7) - id / 16;

const texts = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8
});

test('the sums are those of each text alone, and no place is asked twice', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (ids) => {
      const asked: string[] = [];
      const { logprobs, tokens } = await optionTexts(ids, async (path, wanted) => {
        asked.push(path.join());
        expect(new Set(wanted).size).toBe(wanted.length);
        return wanted.map((id) => made(path, id));
      });
      ids.forEach((text, k) => {
        const sum = text.reduce((total, id, at) => total + made(text.slice(0, at), id), 0);
        expect(logprobs[k]).toBeCloseTo(sum, 9);
      });
      expect(tokens).toEqual(ids.map(({ length }) => length));
      const places = ids.flatMap((text) => text.map((_, at) => text.slice(0, at).join()));
      expect([...asked].sort()).toEqual([...new Set(places)].sort());
    })
  );
});

test('the first place is asked first: a dialect learns there what the prompt is', async () => {
  const asked: (readonly number[])[] = [];
  await optionTexts(
    [
      [1, 2, 3],
      [4, 5]
    ],
    async (path, wanted) => {
      asked.push(path);
      return wanted.map(() => -1);
    }
  );
  expect(asked[0]).toEqual([]);
});
