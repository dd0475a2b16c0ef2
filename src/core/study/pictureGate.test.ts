import { describe, expect, test } from 'vitest';
import { gateOutcome, pictureGate } from './pictureGate.ts';

const list = [
  { code: 'NER', name: 'Niger' },
  { code: 'NGA', name: 'Nigeria' }
];
const rule = { variant: 'raw', passRank: { people: 2, other: 1 } } as const;
const gateOf = (
  country: string,
  category: 'food' | 'people' | null,
  said: Parameters<typeof pictureGate>[4],
  variant: 'raw' | 'pmi' = 'raw'
) => pictureGate({ ...rule, variant }, { id: 'p', country, category }, 'm', list, said);
const scored = new Map([
  ['', { sums: [-9, -3] }],
  ['p', { sums: [-5, -4] }]
]);
const wrote = (text: string) => new Map([['p', { text, cut: false }]]);

describe('pictureGate', () => {
  test('first place passes; for people the second too', () => {
    const verdict = (country: string, category: 'food' | 'people' | null) =>
      gateOf(country, category, scored);
    expect(verdict('NGA', 'food')).toMatchObject({ rank: 1, passes: true });
    expect(verdict('NER', null)).toMatchObject({ rank: 2, passes: false });
    expect(verdict('NER', 'people')).toMatchObject({ rank: 2, passes: true });
    expect(verdict('XXX', 'people')).toMatchObject({ rank: null, passes: false });
  });

  test('the rule says whether what names weigh without the picture is taken off', () => {
    expect(gateOf('NER', 'food', scored, 'pmi')).toMatchObject({ rank: 1, passes: true });
  });

  test('is not known before the picture, and for scores the bare names, were looked at', () => {
    expect(gateOf('NGA', 'food', new Map())).toBe(null);
    expect(gateOf('NGA', 'food', new Map([['p', { sums: [-5, -4] }]]))).toBe(null);
    expect(gateOf('NGA', 'food', wrote('{"first-choice": "Nigeria"}'))).toMatchObject({
      rank: 1,
      passes: true,
      answer: { cut: false }
    });
  });
});

test('gateOutcome: what can be said of a free answer, and of a rank', () => {
  const outcome = (country: string, said: Parameters<typeof pictureGate>[4]) => {
    const gate = gateOf(country, 'food', said);
    return gate && gateOutcome(gate);
  };
  expect([outcome('NGA', scored), outcome('NER', scored)]).toEqual(['passed', 'missed']);
  expect(outcome('NGA', wrote('I cannot tell.'))).toBe('unread');
  expect(outcome('NGA', wrote('{"first-choice": "Niger"}'))).toBe('unnamed');
});
