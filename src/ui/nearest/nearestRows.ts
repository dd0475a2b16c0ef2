import type { NearCountry } from '../../core/measures/nearest.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import { estimateCells, intervalColumns } from '../charts/estimateCells.ts';
import type { IntervalRow } from '../charts/intervalDots.ts';
import type { TableData } from '../charts/tableData.ts';
import { score, whole } from '../format.ts';
import { t } from '../i18n.ts';

/** Places (from 0) to list: the first `count`, and the chosen country's own wherever it stands. */
export function placesToList(
  ranked: readonly NearCountry[],
  chosen: CountryCode | null,
  count: number
): number[] {
  const places = ranked.slice(0, count).map((_, place) => place);
  const own = ranked.findIndex(({ country }) => country === chosen);
  return own >= count ? [...places, own] : places;
}

/** The nearest `count` countries as dots, and the cue's own country in bold. */
export function nearestRows(
  ranked: readonly NearCountry[],
  { kind, own, count }: { kind: Cue['kind']; own: CountryCode | null; count: number },
  nameOf: (code: CountryCode) => string
): IntervalRow[] {
  return placesToList(ranked, own, count).flatMap((place) => {
    const near = ranked[place];
    if (!near) return [];
    const { country, similarity } = near;
    return [
      {
        id: country,
        role: kind,
        label: t('results.nearest.ranked', { rank: place + 1, country: nameOf(country) }),
        mean: similarity.mean,
        interval: similarity.interval,
        value: score(similarity.mean),
        strong: country === own
      }
    ];
  });
}

/** What the dots show, for those who hear it. */
export function nearestLabel(rows: readonly IntervalRow[]): string {
  return t('results.nearest.listLabel', {
    rows: rows.map(({ label, value }) => `${label} ${value}`).join('; ')
  });
}

/** All ranked countries, most similar first. */
export function nearestTable(
  ranked: readonly NearCountry[],
  nameOf: (code: CountryCode) => string
): TableData {
  return {
    columns: [
      { label: t('results.nearest.country') },
      { label: t('results.nearest.rank'), format: whole },
      { label: t('results.summary.similarity'), format: score },
      ...intervalColumns(score)
    ],
    rows: ranked.map(({ country, similarity }, place) => [
      nameOf(country),
      place + 1,
      ...estimateCells(similarity)
    ])
  };
}
