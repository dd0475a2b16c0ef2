import { expect, test } from 'vitest';
import { fitCulturalMap } from '../../src/core/measures/culturalMap/culturalMap.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';

test('on the bundled figures, countries lie where the published cultural map has them', async () => {
  const survey = await loadSurvey();
  const map = fitCulturalMap((question) => survey.figuresOf(question));
  expect(map?.leftOut).toEqual(['pride']);
  const at = (code: string) => {
    const found = map?.countries.find(({ country }) => country === code);
    if (!found) throw new Error(`${code} is not on the map.`);
    return found;
  };
  for (const secular of ['JPN', 'KOR', 'CHN', 'NLD']) {
    for (const traditional of ['NGA', 'JOR', 'MEX', 'PHL', 'PAK']) {
      expect(at(secular).y, `${secular} ${traditional}`).toBeGreaterThan(at(traditional).y);
    }
  }
  for (const expressive of ['NLD', 'AUS', 'CAN', 'DEU', 'USA']) {
    for (const survival of ['ZWE', 'JOR', 'RUS', 'UKR', 'CHN']) {
      expect(at(expressive).x, `${expressive} ${survival}`).toBeGreaterThan(at(survival).x);
    }
  }
});
