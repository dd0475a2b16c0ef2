import type { CountryCode } from '../../../core/types.ts';
import type { TableData } from '../../charts/tableData.ts';
import { formatNumber } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { PlotPoint } from '../charts/culturalPlot.ts';
import type { CuePoint, MappedStudy } from '../stats/mapCues.ts';

const two = (value: number) => formatNumber(value, 2);

function nameOfPoint({ kind, country }: CuePoint, nameOf: (code: CountryCode) => string): string {
  if (kind === 'neutral' || country === null) return t('results.neutral');
  return t(`study.cultural.point.${kind}`, { country: nameOf(country) });
}

/** The model's points first (they keep their labels), then the surveyed countries. */
export function culturalPoints(
  { map, cues }: MappedStudy,
  nameOf: (code: CountryCode) => string
): PlotPoint[] {
  return [
    ...cues.map((cue) => ({
      id: `${cue.kind} ${cue.country}`,
      x: cue.x,
      y: cue.y,
      role: cue.kind,
      label: nameOfPoint(cue, nameOf),
      short: cue.kind === 'neutral' ? t('results.neutral') : cue.country,
      ellipse: cue.ellipse
    })),
    ...map.countries.map(({ country, x, y }) => ({
      id: `people ${country}`,
      x,
      y,
      role: 'survey' as const,
      label: t('results.people', { country: nameOf(country) }),
      short: country,
      ellipse: null
    }))
  ];
}

/** Every point with its place on both axes. */
export function culturalTable(
  { map, cues }: MappedStudy,
  nameOf: (code: CountryCode) => string
): TableData {
  return {
    columns: [
      { label: t('study.cultural.who') },
      { label: t('study.cultural.x'), format: two },
      { label: t('study.cultural.y'), format: two },
      { label: t('study.cultural.items'), format: two }
    ],
    rows: [
      ...cues.map((cue) => [nameOfPoint(cue, nameOf), cue.x, cue.y, cue.items]),
      ...map.countries.map(({ country, x, y, items }) => [
        t('results.people', { country: nameOf(country) }),
        x,
        y,
        items
      ])
    ]
  };
}

/** What the axes are made of. */
export function loadingsTable({ map }: MappedStudy): TableData {
  return {
    columns: [
      { label: t('study.cultural.item') },
      { label: t('study.cultural.x'), format: two },
      { label: t('study.cultural.y'), format: two }
    ],
    rows: map.items.map(({ item, loading }) => [
      t(`study.mapItems.${item.id}`),
      loading.x,
      loading.y
    ])
  };
}
