import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, importAll } from './fixtures.ts';
import { Importer } from './importer.ts';
import { proposeSettings } from './inspect.ts';

const person = fc.record({
  country: fc.constantFrom('KOR', 'NGA', 'USA'),
  weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
  answer: fc.constantFrom(1, 2, 3, 4, -1, -2, -4, -5)
});

describe('microdata', () => {
  it('sum up to what a naive computation gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 2, maxLength: 60 }), async (people) => {
        const rows = people.map(
          ({ country, weight, answer }) => `${country},${weight},${answer},1`
        );
        // Two columns are there in any case, so that the table is recognised.
        const text = ['B_COUNTRY_ALPHA,W_WEIGHT,Q6,Q57', ...rows, ''].join('\n');
        const { draft, inspection } = await importAll(fileOf(text));
        expect(inspection.kind).toBe('microdata');
        for (const code of ['KOR', 'NGA', 'USA']) {
          const asked = people.filter(({ country }) => country === code);
          const total = (...answers: number[]) =>
            asked
              .filter(({ answer }) => answers.includes(answer))
              .reduce((sum, { weight }) => sum + weight, 0);
          const figure = draft.figures['Q6']?.[code];
          const distinct = new Set(people.map(({ answer }) => answer)).size;
          if (total(1, 2, 3, 4) === 0 || distinct < 2) {
            expect(figure).toBeUndefined();
            continue;
          }
          [1, 2, 3, 4].forEach((answer, k) =>
            expect(figure?.p[k]).toBeCloseTo(total(answer) / total(1, 2, 3, 4), 9)
          );
          expect(figure?.n).toBe(asked.filter(({ answer }) => answer > 0).length);
          expect(figure?.dontKnow ?? 0).toBeCloseTo(total(-1) / total(1, 2, 3, 4, -1, -2), 9);
        }
      }),
      { numRuns: 40 }
    );
  });

  it('of the joint file: its variable names, 0 and 1 for mentioned, numeric countries', async () => {
    const text = 'cntry;gwght;A006;A029\n410;1,5;1;0\n410;0,5;4;1\n566;1;2;1\n';
    const { draft } = await importAll(fileOf(text));
    expect(draft.figures['Q6']?.['KOR']?.p).toEqual([0.75, 0, 0, 0.25]);
    expect(draft.figures['Q8']?.['KOR']?.p).toEqual([0.25, 0.75]);
    expect(draft.figures['Q8']?.['NGA']?.p).toEqual([1, 0]);
    expect(draft.issues.map(({ code }) => code)).toContain('decimal-comma');
  });

  it('name the line of a code that the question does not have, and of a bad weight', async () => {
    const text = 'B_COUNTRY_ALPHA,W_WEIGHT,Q6,Q57\nKOR,1,1,1\nKOR,1,9,2\nKOR,heavy,2,1\n';
    const { draft } = await importAll(fileOf(text));
    const told = draft.issues.map(({ code, line, column }) => [code, line, column]);
    expect(told).toContainEqual(['unknown-option', 3, 'Q6']);
    expect(told).toContainEqual(['bad-weight', 4, 'W_WEIGHT']);
    expect(draft.figures['Q6']).toBeUndefined();
    expect(draft.figures['Q57']?.['KOR']?.p).toEqual([0.5, 0.5]);
  });

  it('stop when cancelled, and hand over nothing', async () => {
    const importer = new Importer();
    const text = `B_COUNTRY_ALPHA,Q6,Q57\n${'KOR,1,2\n'.repeat(200_000)}`;
    const file = fileOf(text);
    const settings = proposeSettings(await importer.inspect(file), 'microdata');
    const reading = importer.read(file, settings, () => importer.cancel());
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are refused where the chosen column is not the country', async () => {
    const rows = Array.from({ length: 500 }, (_, k) => `KOR,${k},1,2`);
    const text = ['B_COUNTRY_ALPHA,D_INTERVIEW,Q6,Q57', ...rows, ''].join('\n');
    const wrong = importAll(fileOf(text), (s) =>
      s.kind === 'microdata' ? { ...s, country: 1 } : s
    );
    await expect(wrong).rejects.toMatchObject({ code: 'import-not-countries' });
  });
});
