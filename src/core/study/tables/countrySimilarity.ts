import type { Estimate } from '../../inference/types.ts';
import type { CountryCode } from '../../survey/types.ts';
import type { CountryResult, PoolResult } from '../studyResults.ts';
import { estimateColumns, similarityTable, type TableInput } from './studyTable.ts';

/** Rows of a country: the model's cues first, then what to hold them against. */
export const SIMILARITY_ROWS = [
  'name',
  'picture',
  'neutral',
  'uniform',
  'otherCountries',
  'bestOther'
] as const;

interface Row {
  condition: number;
  country: CountryCode | null;
  cue: (typeof SIMILARITY_ROWS)[number];
  similarity: Estimate | null;
  skill?: Estimate | null;
  questions: number;
  pictures: number;
  other?: CountryCode;
  apart?: boolean;
}

/**
 * Mean similarity by country and cue, with interval, skill and baselines (the paper's Table 1);
 * country null is the mean over the countries that have both name and pictures. Countries over other
 * questions than the rest stand last, and are said to.
 */
export function countrySimilarity(input: TableInput) {
  const { results, base, set } = input;
  const countries = results.countries.filter((each) => each.set === set);
  const pools = results.pools.filter((each) => each.set === set && each.pool === 'all');
  const rows = base.conditions.flatMap((_, condition) => {
    const own = (each: { condition: number }) => each.condition === condition;
    const found = countries.filter(own);
    const [together, apart] = [
      found.filter((each) => !each.apart),
      found.filter((each) => each.apart)
    ];
    const pooled = pools.filter(own).flatMap(poolRows);
    return [...together.flatMap(countryRows), ...pooled, ...apart.flatMap(countryRows)];
  });
  return similarityTable(input, countries, rows, [
    ['country', 'country', ({ country }) => country],
    ['cue', 'text', ({ cue }) => cue],
    ...estimateColumns('similarity', 'score', ({ similarity }: Row) => similarity),
    ...estimateColumns('skill', 'difference', ({ skill }: Row) => skill),
    ['questions', 'count', ({ questions }) => questions],
    ['apart', 'flag', ({ apart }) => Number(apart ?? false)],
    ['pictures', 'count', ({ cue, pictures }) => (cue === 'picture' ? pictures : null)],
    ['otherCountry', 'country', ({ other }) => other]
  ]);
}

function countryRows({ skill, bestOther, ...each }: CountryResult): Row[] {
  const found = { ...each, bestOther: bestOther?.similarity };
  const skills: Partial<Record<Row['cue'], Estimate | null>> = skill;
  return SIMILARITY_ROWS.flatMap((cue) => {
    const similarity = found[cue];
    const other = cue === 'bestOther' ? bestOther?.country : undefined;
    return similarity ? [{ ...each, cue, similarity, skill: skills[cue], other }] : [];
  });
}

function poolRows(pool: PoolResult): Row[] {
  return (['name', 'picture'] as const).map((cue) => ({
    ...{ ...pool, country: null, cue },
    similarity: pool[cue]
  }));
}
