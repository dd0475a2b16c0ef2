import { expect, test } from 'vitest';
import { moverGroups } from './movers.ts';

test('a country’s pictures together and each by itself, then its name; controls and no cue are none', () => {
  const picture = (id: string, country: string) => ({
    ...{ id, country, category: null, incomeUsdPerMonth: null }
  });
  const groups = moverGroups({
    cues: [
      { kind: 'neutral' },
      { kind: 'country', country: 'KOR', name: 'South Korea' },
      { kind: 'country', country: 'BRA', name: 'Brazil' },
      { kind: 'picture', picture: 'a', category: null },
      { kind: 'picture', picture: 'b', category: null },
      { kind: 'picture', picture: 'shut out', category: null },
      { kind: 'frame' }
    ],
    pictures: [picture('a', 'KOR'), picture('b', 'KOR')]
  });
  expect(groups.map(({ country, movers }) => [country, ...movers.map(({ key }) => key)])).toEqual([
    ['KOR', 'pictures KOR', 'picture 3', 'picture 4', 'name KOR'],
    ['BRA', 'name BRA']
  ]);
});
