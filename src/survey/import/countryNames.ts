import type { Country, CountryCode } from '../../core/survey/types.ts';
import iso from './iso3166.csv?raw';

/** Names that surveys use beside those of the bundled survey and of ISO 3166. */
const OTHER_NAMES: Record<string, CountryCode> = {
  'great britain': 'GBR',
  britain: 'GBR',
  uk: 'GBR',
  england: 'GBR',
  us: 'USA',
  usa: 'USA',
  'united states of america': 'USA',
  'hong kong sar': 'HKG',
  'macao sar': 'MAC',
  'macau sar': 'MAC',
  macao: 'MAC',
  'taiwan roc': 'TWN',
  'bosnia herzegovina': 'BIH',
  'bosnia herz': 'BIH',
  bosnia: 'BIH',
  turkiye: 'TUR',
  'czech republic': 'CZE',
  'czech rep': 'CZE',
  's korea': 'KOR',
  korea: 'KOR',
  'korea south': 'KOR',
  'republic of korea': 'KOR',
  'russian federation': 'RUS',
  'viet nam': 'VNM',
  macedonia: 'MKD',
  's africa': 'ZAF',
  'palestinian territories': 'PSE',
  'palest ter': 'PSE',
  palestine: 'PSE',
  burma: 'MMR',
  'cote d ivoire': 'CIV',
  swaziland: 'SWZ',
  'iran islamic republic of': 'IRN',
  'northern ireland': 'NIR'
};

/** Own numbers of the surveys for parts of a state. */
const OTHER_NUMBERS: Record<string, CountryCode> = { '909': 'NIR' };

/** Letters and digits only, accents off, small: `S. Korea` and `s korea` are one. */
export function plainName(label: string): string {
  return (
    label
      .normalize('NFKD')
      .replaceAll(/\p{Mark}/gu, '')
      .toLowerCase()
      .replaceAll(/\([^)]*\)/g, ' ')
      .replaceAll('&', ' ')
      // Between words only: AND alone is Andorra's code.
      .replaceAll(/(?<=\S )and(?= \S)/g, ' ')
      .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
      .trim()
  );
}

/** Finds countries by name, alpha-2, alpha-3 or numeric code, the bundled survey's 92 and all others. */
export class CountryIndex {
  /** Sorted by name. */
  readonly all: readonly Country[];
  readonly #byLabel = new Map<string, CountryCode>();
  readonly #byCode: ReadonlyMap<CountryCode, Country>;

  constructor(bundled: readonly Country[]) {
    const known = new Map(bundled.map((country) => [country.code, country]));
    const rows = iso
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(',') as [string, string, string, string]);
    for (const [code, alpha2, numeric, name] of rows) {
      for (const label of [code, alpha2, name]) this.#byLabel.set(plainName(label), code);
      this.#byLabel.set(String(Number(numeric)), code);
      if (!known.has(code)) known.set(code, otherCountry(code, numeric, name));
    }
    for (const { code, name } of bundled) this.#byLabel.set(plainName(name), code);
    for (const { code } of bundled) this.#byLabel.set(plainName(code), code);
    for (const [label, code] of Object.entries({ ...OTHER_NAMES, ...OTHER_NUMBERS })) {
      this.#byLabel.set(label, code);
    }
    this.#byCode = known;
    this.all = [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  get(code: CountryCode): Country | undefined {
    return this.#byCode.get(code);
  }

  find(label: string): CountryCode | null {
    const text = label.trim();
    const numeric = /^\d{1,3}(\.0+)?$/.test(text);
    return this.#byLabel.get(numeric ? String(Number(text)) : plainName(text)) ?? null;
  }
}

/** A country of which the bundled survey knows nothing more than its codes. */
function otherCountry(code: string, numeric: string, name: string): Country {
  return { code, numeric, name, region: 'Other', income: null, zone: null, fieldworkYears: [] };
}
