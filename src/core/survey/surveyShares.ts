import type { CountryCode, Distribution, QuestionId } from './types.ts';

/** Survey shares in one array: question q of country c begins at `start[q * countries + c]`. */
export interface SurveyShares {
  countries: readonly CountryCode[];
  /** -1 where the country was not asked. */
  start: Int32Array;
  /** Options of each question; 0 where no country was asked. */
  options: Uint8Array;
  shares: Float64Array;
}

export type FiguresOf = (question: QuestionId) => ReadonlyMap<CountryCode, { p: Distribution }>;

/** Packs the figures of a study's questions, in their order; countries by code. */
export function packShares(
  questions: readonly { id: QuestionId }[],
  figuresOf: FiguresOf
): SurveyShares {
  const maps = questions.map(({ id }) => figuresOf(id));
  const countries = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
  const place = new Map(countries.map((code, index) => [code, index]));
  const start = new Int32Array(maps.length * countries.length).fill(-1);
  const options = new Uint8Array(maps.length);
  const shares: number[] = [];
  maps.forEach((map, q) => {
    for (const [code, { p }] of map) {
      start[q * countries.length + (place.get(code) as number)] = shares.length;
      options[q] = p.length;
      for (const share of p) shares.push(share);
    }
  });
  return { countries, start, options, shares: Float64Array.from(shares) };
}

/** The packed figures of one question by country. */
export function figuresAt(
  { countries, start, options, shares }: SurveyShares,
  question: number
): ReturnType<FiguresOf> {
  return new Map(
    countries.flatMap((code, index) => {
      const from = start[question * countries.length + index] ?? -1;
      if (from < 0) return [];
      const p = Array.from(shares.subarray(from, from + (options[question] as number)));
      return [[code, { p }] as const];
    })
  );
}
