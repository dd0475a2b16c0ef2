import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../core/survey/topics.ts';
import { MAX_COUNTRIES } from './limits.ts';
import { MAPPINGS } from '../../core/survey/topicMapping.ts';
import {
  DEFAULT_VIEW,
  formatView,
  isExploreHash,
  MAP_VALUES,
  ORDERS,
  parseView,
  VIEWS,
  type ExploreView
} from './urlState.ts';

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const code = fc.array(letter, { minLength: 3, maxLength: 3 }).map((letters) => letters.join(''));
const anyView: fc.Arbitrary<ExploreView> = fc.record({
  question: fc.string({ unit: 'grapheme', minLength: 1 }),
  countries: fc.uniqueArray(code, { maxLength: MAX_COUNTRIES }),
  view: fc.constantFrom(...VIEWS),
  order: fc.constantFrom(...ORDERS),
  map: fc.constantFrom(...MAP_VALUES),
  option: fc.option(fc.integer({ min: -99_999, max: 99_999 })),
  topic: fc.option(fc.constantFrom(...TOPICS)),
  mapping: fc.constantFrom(...MAPPINGS),
  find: fc.string({ unit: 'grapheme' })
});

describe('the address of a view', () => {
  it('leads back to the same view, whatever the view', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const hash = formatView(view);
        expect(isExploreHash(hash)).toBe(true);
        expect(parseView(hash)).toEqual(view);
      })
    );
  });

  it('is short where the view is usual', () => {
    expect(formatView(DEFAULT_VIEW)).toBe('#/explore');
    expect(parseView('#/explore')).toEqual(DEFAULT_VIEW);
  });

  it('reads as a person would write it', () => {
    const hash = '#/explore?q=Q164&c=KOR,NGA&view=map&map=mean&option=1';
    const view = parseView(hash);
    expect(view).toMatchObject({
      question: 'Q164',
      countries: ['KOR', 'NGA'],
      view: 'map',
      map: 'mean',
      option: 1
    });
    expect(formatView(view)).toBe(hash);
    expect(parseView('#/explore?c=kor, nga').countries).toEqual(['KOR', 'NGA']);
  });

  it('tells no country from the usual ones', () => {
    expect(parseView(formatView({ ...DEFAULT_VIEW, countries: [] })).countries).toEqual([]);
  });

  it('opens any link: what makes no sense takes its default', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const view = parseView(`#/explore?${text}`);
        expect(parseView(formatView(view))).toEqual(view);
      })
    );
    const hash = '#/explore?q=&c=1,KOR,KOR,,drop table&view=cube&option=x&topic=none&map=3';
    expect(parseView(hash)).toEqual({ ...DEFAULT_VIEW, countries: ['KOR'] });
  });

  it('keeps to the number of countries that fit', () => {
    const many = Array.from({ length: 20 }, (_, k) => `A${String.fromCharCode(65 + k)}A`);
    expect(parseView(`#/explore?c=${many.join()}`).countries).toHaveLength(MAX_COUNTRIES);
  });
});

describe('isExploreHash', () => {
  it('knows its own page only', () => {
    for (const hash of ['#/explore', '#/explore?q=Q1', '#/explore/'])
      expect(isExploreHash(hash)).toBe(true);
    for (const hash of ['', '#/lab', '#/explorer', '#main'])
      expect(isExploreHash(hash)).toBe(false);
  });
});
