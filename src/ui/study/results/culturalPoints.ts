import type { CountryCode } from '../../../core/survey/types.ts';
import type { TableData } from '../../charts/tableData.ts';
import { formatNumber } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { PlotPoint } from '../charts/culturalPlot.ts';
import type { CuePoint, MappedStudy } from '../../../core/measures/culturalMap/mapCues.ts';

const two = (value: number) => formatNumber(value, 2);

function nameOfPoint({ kind, country }: CuePoint, nameOf: (code: CountryCode) => string): string {
  if (kind === 'neutral' || country === null) return t('results.neutral');
  return t(`study.cultural.point.${kind}`, { country: nameOf(country) });
}

/** The chosen country's points first (they keep their labels and ellipses), then all others. */
export function culturalPoints(
  { map, cues }: MappedStudy,
  nameOf: (code: CountryCode) => string,
  chosen: CountryCode | null
): PlotPoint[] {
  const points = [
    ...cues.map((cue) => ({
      id: `${cue.kind} ${cue.country}`,
      x: cue.x,
      y: cue.y,
      role: cue.kind,
      label: nameOfPoint(cue, nameOf),
      short: null as string | null,
      ellipse: cue.ellipse,
      strong: cue.kind === 'neutral' || cue.country === chosen
    })),
    ...map.countries.map(({ country, x, y }) => ({
      id: `people ${country}`,
      x,
      y,
      role: 'survey' as const,
      label: t('results.people', { country: nameOf(country) }),
      short: country as string | null,
      ellipse: null,
      strong: country === chosen
    }))
  ];
  const named = points.map((point) => (point.strong ? { ...point, short: point.label } : point));
  return [...named.filter(({ strong }) => strong), ...named.filter(({ strong }) => !strong)];
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
