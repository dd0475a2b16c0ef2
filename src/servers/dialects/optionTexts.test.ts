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
const others = fc.constantFrom('at once' as const, 'in turn' as const);

test('the sums are those of each text alone, and no place is asked twice', async () => {
  await fc.assert(
    fc.asyncProperty(texts, others, async (ids, how) => {
      const asked: string[] = [];
      const { logprobs, tokens } = await optionTexts(
        ids,
        async (path, wanted) => {
          asked.push(path.join());
          expect(new Set(wanted).size).toBe(wanted.length);
          return wanted.map((id) => made(path, id));
        },
        how
      );
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

test('the first place is asked first, and the others wait for it alone, or for one another', async () => {
  const texts = [
    [1, 2, 3],
    [4, 5]
  ];
  const under = async (how: 'at once' | 'in turn') => {
    const begun: string[] = [];
    let [open, most] = [0, 0];
    await optionTexts(
      texts,
      async (path, wanted) => {
        most = Math.max(most, ++open);
        begun.push(path.join());
        await Promise.resolve();
        open--;
        return wanted.map(() => -1);
      },
      how
    );
    return { begun, most };
  };
  expect(await under('in turn')).toEqual({ begun: ['', '1', '1,2', '4'], most: 1 });
  expect(await under('at once')).toEqual({ begun: ['', '1', '1,2', '4'], most: 3 });
});
