import { describe, expect, it } from 'vitest';
import { bundled, countries } from './fixtures.ts';

describe('CountryIndex', () => {
  it('finds every bundled country by name, alpha-3 and number', () => {
    for (const { code, name, numeric } of bundled.countries) {
      for (const label of [code, name, numeric, String(Number(numeric)), code.toLowerCase()]) {
        expect([label, countries.find(label)]).toEqual([label, code]);
      }
    }
  });

  it.each([
    ['KR', 'KOR'],
    ['S. Korea', 'KOR'],
    ['Türkiye', 'TUR'],
    ['Taiwan ROC', 'TWN'],
    ['Bosnia Herzegovina', 'BIH'],
    ['Great Britain', 'GBR'],
    ['Hong Kong SAR', 'HKG'],
    ['China (Non-national sample)', 'CHN'],
    ['Belgium', 'BEL'],
    ['356.0', 'IND']
  ])('finds %s', (label, code) => expect(countries.find(label)).toBe(code));

  it('guesses nothing', () => {
    for (const label of ['', 'Atlantis', '12345', 'Koreaa'])
      expect(countries.find(label)).toBeNull();
  });
});
