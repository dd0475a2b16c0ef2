import { describe, expect, test } from 'vitest';
import { fitCulturalMap } from '../../src/core/measures/culturalMap/culturalMap.ts';
import { placeOnMap } from '../../src/core/measures/culturalMap/ownPlace.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { questionsOf } from '../../src/survey/sets.ts';

describe('the place of one person on the cultural map', async () => {
  const survey = await loadSurvey();
  const map = fitCulturalMap((id) => survey.figuresOf(id));
  if (!map) throw new Error('The bundled survey makes a map.');

  test('the twelve quick questions know too few of its items', () => {
    const quick = questionsOf(survey, 'quick').map(({ id }) => id);
    const found = placeOnMap(map, (id) => (quick.includes(id) ? oneOf(id, 0) : undefined));
    expect(found).toMatchObject({ place: null, items: 3 });
    expect(found.items).toBeLessThan(found.needed);
  });

  test('a country’s own answers stand where the map has the country', () => {
    for (const { country, x, y } of map.countries) {
      const { place } = placeOnMap(map, (id) => survey.figuresOf(id).get(country)?.p);
      expect(place?.x).toBeCloseTo(x, 12);
      expect(place?.y).toBeCloseTo(y, 12);
    }
  });

  test('with the other items known, one that says more of what an axis is lies farther along it', () => {
    const with182 = (option: number) =>
      placeOnMap(map, (id) => (id === 'Q182' ? oneOf(id, option) : oneOf(id, 0))).place;
    const [least, most] = [with182(0), with182(9)];
    expect(most?.x ?? NaN).toBeGreaterThan(least?.x ?? NaN);
  });

  function oneOf(id: string, option: number): number[] {
    const count = survey.question(id)?.codes.length ?? 0;
    return Array.from({ length: count }, (_, k) => Number(k === option));
  }
});
