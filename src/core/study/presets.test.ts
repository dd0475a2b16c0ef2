import { expect, test } from 'vitest';
import { POCKET_MODEL, pocketCannotAnswer } from './pocketModel.ts';
import { namedBeside, PAPER_COUNTRIES, presetChoices, PRESETS } from './presets.ts';
import { withPictures } from './withPictures.ts';
import type { StudyPicture } from './studyTypes.ts';

const names = new Map(
  [...PAPER_COUNTRIES.filter((code) => code !== 'VNM'), 'NER'].map((code) => [
    code,
    { code, name: code.toLowerCase(), region: 'x' }
  ])
);
const survey = { country: (code: string) => names.get(code), countries: [...names.values()] };

test("a preset brings its templates and the paper's countries that the survey has", () => {
  const { countries, templates, preset } = presetChoices('as-in-the-paper', survey);
  expect(countries).toHaveLength(PAPER_COUNTRIES.length - 1);
  expect(countries[0]).toEqual({ code: 'BRA', name: 'bra' });
  expect([preset, templates.map(({ id }) => id)]).toEqual(['as-in-the-paper', ['paper']]);
});

test('countries named beside the own ones: so many in all, spread over the list', () => {
  const listed = Array.from({ length: 92 }, (_, k) => ({ code: `C${k}`, name: `c${k}` }));
  const beside = (own: number, total: number) =>
    namedBeside(listed.slice(0, own), { countries: listed }, total).map(({ code }) =>
      Number(code.slice(1))
    );
  for (const [own, total] of [
    [10, 25],
    [0, 92],
    [1, 92],
    [7, 60],
    [3, 4]
  ] as const) {
    expect(beside(own, total)).toHaveLength(total - own);
    expect(Math.min(...beside(own, total))).toBeGreaterThanOrEqual(own);
  }
  const steps = beside(10, 25).map((place, k, all) => place - (all[k - 1] ?? place - 5));
  expect([...new Set(steps)].sort()).toEqual([5, 6]);
  expect(beside(10, 0)).toEqual([]);
  expect(beside(30, 25)).toEqual([]);
});

test('countries that a study has already stay', () => {
  const kept = [{ code: 'NER', name: 'Niger' }];
  expect(presetChoices('recommended', survey, kept).countries).toBe(kept);
});

test('pictures come once and bring their countries', () => {
  const picture = (id: string, country: string) => ({ id, country }) as StudyPicture;
  const study = { pictures: [picture('a', 'BRA')], countries: [{ code: 'BRA', name: 'Brazil' }] };
  const more = withPictures(study, survey, [picture('a', 'BRA'), picture('b', 'NER')]);
  expect(more.pictures.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(more.countries).toEqual([
    { code: 'BRA', name: 'Brazil' },
    { code: 'NER', name: 'ner' }
  ]);
});

test('a gate by free answers is warned of where the pocket model is asked', () => {
  const { gate } = PRESETS.recommended;
  const free = { ...gate, method: 'free' } as const;
  const models = (model: string) => [{ model, manifestHash: null }];
  expect(pocketCannotAnswer({ gate: free, models: models(POCKET_MODEL) })).toBe(true);
  expect(pocketCannotAnswer({ gate: free, models: models('larger') })).toBe(false);
  expect(pocketCannotAnswer({ gate, models: models(POCKET_MODEL) })).toBe(false);
});
