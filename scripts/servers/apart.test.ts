import { describe, expect, it } from 'vitest';
import { byName, largestApart, pairsTable, tooFar } from './apart.mjs';

const engine = (name: string, exact: boolean, letters: number[][] | null) => ({
  name,
  exact: exact ? ['letters'] : [],
  sets: { letters, pictures: null }
});

describe('how far engines lie apart', () => {
  it('is the largest difference over prompts and targets, and infinite where a number is missing', () => {
    expect(largestApart([[-1, -2], [-3]], [[-1, -2.5], [-3.25]])).toBe(0.5);
    expect(largestApart([[-1, -2]], [[-1]])).toBe(Infinity);
    expect(largestApart([[-1]], [[NaN]])).toBe(Infinity);
    expect(largestApart([[-1]], [])).toBe(Infinity);
  });

  const engines = [
    engine('page', true, [[-1]]),
    engine('Q8_0', false, [[-1.5]]),
    engine('vLLM', true, [[-1.001]]),
    engine('absent', true, null)
  ];

  it('is told of each pair that was asked the same', () => {
    const table = pairsTable(engines, [{ key: 'letters', title: 'letters' }]);
    expect(table.split('\n').slice(2)).toEqual([
      '| page | Q8_0 | 5.0e-1 |',
      '| page | vLLM | 1.0e-3 |',
      '| Q8_0 | vLLM | 5.0e-1 |'
    ]);
  });

  it('is complained of between engines in 32 bits alone', () => {
    expect(tooFar(engines, ['letters', 'pictures'])).toEqual([
      'page and vLLM lie 1.0e-3 apart on letters.'
    ]);
    expect(tooFar(engines, ['pictures'])).toEqual([]);
  });

  it('puts together what engines of one name were asked', () => {
    const pictures = { name: 'page', exact: [], sets: { pictures: [[-2]] } };
    const [page, ...others] = byName([...engines, pictures]);
    expect(page).toEqual({
      name: 'page',
      exact: ['letters'],
      sets: { letters: [[-1]], pictures: [[-2]] }
    });
    expect(others.map(({ name }) => name)).toEqual(['Q8_0', 'vLLM', 'absent']);
  });
});
