import type { NearCountry } from '../../../core/measures/nearest.ts';
import { score, whole } from '../../format.ts';
import type { TableData } from '../../charts/tableData.ts';
import { t } from '../../i18n.ts';

/** All ranked countries, most similar first. */
export function cueNearestTable(
  ranked: readonly NearCountry[],
  nameOf: (code: string) => string
): TableData {
  return {
    columns: [
      { label: t('study.columns.country') },
      { label: t('study.columns.rank'), format: whole },
      { label: t('study.columns.similarity'), format: score },
      { label: t('study.columns.similarityLow'), format: score },
      { label: t('study.columns.similarityHigh'), format: score },
      { label: t('study.columns.questions'), format: whole }
    ],
    rows: ranked.map(({ country, similarity }, place) => [
      nameOf(country),
      place + 1,
      similarity.mean,
      similarity.interval?.[0] ?? null,
      similarity.interval?.[1] ?? null,
      similarity.n
    ])
  };
}
