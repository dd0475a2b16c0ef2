import type { CountryCode } from './types.ts';

/** Other names under which models and people know a country; demonyms and cities are left out. */
const SYNONYMS: Readonly<Record<CountryCode, readonly string[]>> = {
  ARE: ['UAE', 'United Arab Emirates'],
  BIH: ['Bosnia', 'Bosnia & Herzegovina'],
  CHN: ['PRC', "People's Republic of China", 'Mainland China'],
  CZE: ['Czech Republic', 'Czechia'],
  EGY: ['Arab Republic of Egypt'],
  GBR: ['UK', 'U.K.', 'Great Britain', 'Britain', 'England', 'United Kingdom'],
  HKG: ['Hong Kong', 'Hong Kong SAR'],
  IRN: ['Islamic Republic of Iran', 'Persia'],
  KGZ: ['Kyrgyz Republic'],
  KOR: ['Republic of Korea', 'Korea, South', 'Korea', 'S. Korea', 'ROK'],
  LBY: ['Libyan Arab Jamahiriya'],
  MAC: ['Macao', 'Macau', 'Macao SAR'],
  MKD: ['Macedonia', 'Republic of North Macedonia'],
  MMR: ['Burma'],
  NIR: ['Northern Ireland'],
  NLD: ['Holland'],
  RUS: ['Russian Federation'],
  SVK: ['Slovak Republic'],
  TUR: ['Turkey', 'Türkiye', 'Turkiye'],
  TWN: ['Taiwan', 'Republic of China', 'Chinese Taipei'],
  USA: ['US', 'U.S.', 'U.S.A.', 'America', 'United States of America'],
  VEN: ['Bolivarian Republic of Venezuela'],
  VNM: ['Viet Nam']
};

/** Finds countries by name, in whatever spelling; built once for a list of countries. */
export class CountryNames {
  readonly #codes = new Map<string, CountryCode>();
  readonly #mention: RegExp | null;

  constructor(countries: readonly { code: CountryCode; name: string }[]) {
    for (const { code, name } of countries) {
      for (const each of [name, code, ...(SYNONYMS[code] ?? [])]) {
        // A country's own name counts before another's synonym.
        if (each === name || !this.#codes.has(folded(each))) this.#codes.set(folded(each), code);
      }
    }
    const names = [...this.#codes.keys()]
      .filter((name) => name.length > 3)
      // Longest first: "south korea" before "korea".
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.#mention =
      names.length > 0 ? new RegExp(`(?<![\\p{L}])(?:${names.join('|')})(?![\\p{L}])`, 'gu') : null;
  }

  /** The country that a text names and nothing else, or in its first words ("India (South)"). */
  exactly(text: string): CountryCode | null {
    const whole = this.#codes.get(folded(text));
    if (whole) return whole;
    const head = text.split(/[(,;/]| or /)[0] ?? '';
    return this.#codes.get(folded(head)) ?? null;
  }

  /** Countries in the order in which a text first mentions them; codes of letters are not looked for. */
  mentioned(text: string): CountryCode[] {
    if (!this.#mention) return [];
    const found = folded(text).match(this.#mention) ?? [];
    return [...new Set(found.flatMap((name) => this.#codes.get(name) ?? []))];
  }
}

/** Case, accents, surrounding marks, doubled spaces and an article tell no countries apart. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'.*_`]+|[\s"'*_`!?]+$/g, '')
    .replace(/(?<!\b[a-z])\.$/, '')
    .replace(/^the /, '');
}
