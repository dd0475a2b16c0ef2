import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSurvey } from '../../survey/dataset.ts';
import { loadWorld } from './worldAtlas.ts';
import { colourBins, layoutWorldMap, MAP_HEIGHT, MAP_WIDTH } from './worldMap.ts';

const data = (name: string) =>
  readFileSync(new URL(`../../survey/data/${name}.json`, import.meta.url), 'utf8');

describe('layoutWorldMap', async () => {
  const survey = await openSurvey(data('survey'), data('figures'));
  const countries = survey.countries.map(({ code, numeric, name }) => {
    return { code, numeric, name, value: 0.5 };
  });
  const layout = layoutWorldMap(await loadWorld(), countries);

  test('every country of the survey has a place on the map', () => {
    const missing = countries.filter(({ code }) => !layout.centres.has(code));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('countries without an outline are dots, inside the drawing', () => {
    const codes = layout.dots.map(({ country }) => country.code);
    expect(codes).toEqual(expect.arrayContaining(['AND', 'HKG', 'MAC', 'MDV', 'NIR', 'SGP']));
    for (const { x, y } of layout.dots) {
      expect(x > 0 && x < MAP_WIDTH && y > 0 && y < MAP_HEIGHT).toBe(true);
    }
  });

  test('no two dots hide each other', () => {
    for (const [index, a] of layout.dots.entries()) {
      for (const b of layout.dots.slice(index + 1)) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        expect(apart, `${a.country.code} ${b.country.code}`).toBeGreaterThan(6);
      }
    }
  });

  test('places without data stay without a country', () => {
    expect(layout.places.filter(({ country }) => country === null).length).toBeGreaterThan(50);
  });
});

describe('colourBins', () => {
  test('lowest value first bin, highest value last', () => {
    const { binOf, limits } = colourBins([0.4, 0.55, 1]);
    expect([binOf(0.4), binOf(0.55), binOf(1)]).toEqual([0, 1, 5]);
    expect(limits.length).toBe(7);
  });

  test('equal values and no values do no harm', () => {
    expect(colourBins([0.5, 0.5]).binOf(0.5)).toBe(5);
    expect(colourBins([]).limits).toEqual([]);
  });
});
