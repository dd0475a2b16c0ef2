import type { CountrySet } from '../../../../core/study/studySpecificity.ts';
import type { CountryCode } from '../../../../core/survey/types.ts';
import { correlation, score, whole } from '../../../format.ts';
import { t } from '../../../i18n.ts';
import type { TableData } from '../../../charts/tableData.ts';
import { byPercentile, rangeOf, type MatrixRow } from '../../charts/pointingMatrix.ts';
import { percentileWords } from '../words.ts';

/** The sets of the study's own countries, rows and columns; of all where fewer than two are among them. */
export function ownSets(
  sets: readonly CountrySet[],
  countries: readonly { code: CountryCode }[]
): CountrySet[] {
  const codes = new Set(countries.map(({ code }) => code));
  const kept = sets.flatMap(({ country }, k) => (codes.has(country) ? [k] : []));
  if (kept.length < 2) return [...sets];
  const of = (values: readonly number[]) => kept.map((k) => values[k] ?? NaN);
  return kept.flatMap((k) => {
    const set = sets[k];
    return set ? [{ ...set, cosine: of(set.cosine), similarity: of(set.similarity) }] : [];
  });
}

/** Rows of the matrix, by own percentile. */
export function matrixRows(
  sets: readonly CountrySet[],
  nameOf: (code: CountryCode) => string
): MatrixRow[] {
  return byPercentile(
    sets.map(({ country, ...set }) => ({ ...set, code: country, name: nameOf(country) }))
  );
}

/** What the similarities say beside: who is nearest, row by row. */
export function similarityHead(rows: readonly MatrixRow[]): string {
  const [low, high] = rangeOf(rows.map(({ similarity }) => similarity)) ?? [NaN, NaN];
  const nearest = rows.map(({ similarity }) => {
    const known = similarity.filter((value) => !Number.isNaN(value));
    return similarity.indexOf(Math.max(...known));
  });
  const [first = -1] = nearest;
  const own = nearest.filter((at, k) => at === k).length;
  const country = rows[first]?.name;
  return t('study.pointing.matrix.similarity', {
    low: score(low),
    high: score(high),
    nearest:
      country !== undefined && nearest.every((at) => at === first)
        ? t('study.pointing.matrix.always', { country })
        : t('study.pointing.matrix.nearestOwn', { own, of: rows.length })
  });
}

/** Every number of both matrices. */
export function matrixTable(
  rows: readonly MatrixRow[],
  cuesOf: (code: CountryCode) => number
): TableData {
  return {
    columns: [
      { label: t('study.columns.country') },
      { label: t('study.columns.cues'), format: whole },
      { label: t('study.columns.ownPercentile'), format: percentileWords },
      ...rows.map(({ name }) => ({
        label: t('study.pointing.matrix.towards', { country: name }),
        format: correlation
      })),
      ...rows.map(({ name }) => ({
        label: t('study.pointing.matrix.similar', { country: name }),
        format: score
      }))
    ],
    rows: rows.map(({ code, name, percentile, cosine, similarity }) => [
      name,
      cuesOf(code),
      percentile,
      ...[...cosine, ...similarity].map((value) => (Number.isNaN(value) ? null : value))
    ])
  };
}
