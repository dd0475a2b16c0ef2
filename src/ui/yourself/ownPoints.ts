import type { MapPoint } from '../../core/measures/culturalMap/culturalMap.ts';
import type { Point } from '../../core/measures/culturalMap/ellipse.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import { t } from '../i18n.ts';
import type { BundledPicture } from '../pictures/bundled.ts';
import type { PlotPoint } from '../study/charts/culturalPlot.ts';

/** Who else stands on the map, and under which names. */
interface Company {
  nameOf: (code: CountryCode) => string;
  country: CountryCode;
  flag: BundledPicture | null;
  /** The model's places without a cue, and shown the flag; null where too little is known. */
  neutral: Point | null;
  shown: Point | null;
}

/** One's own place first, then the model's, the chosen country's and all others': the first keep their names. */
export function mapPoints(
  countries: readonly MapPoint[],
  own: Point,
  { nameOf, country, flag, neutral, shown }: Company
): PlotPoint[] {
  const named = (id: string, role: PlotPoint['role'], at: Point | null, label: string) =>
    at
      ? [{ id, role, label, short: label, ...{ x: at.x, y: at.y }, ellipse: null, strong: true }]
      : [];
  const people = countries.map(({ country: code, x, y }) => {
    const label = t('yourself.map.people', { country: nameOf(code) });
    const strong = code === country;
    const short = strong ? label : code;
    return { id: code, role: 'survey' as const, label, short, x, y, ellipse: null, strong };
  });
  return [
    ...named('you', 'you', own, t('yourself.rows.you')),
    ...named('model', 'neutral', neutral, t('yourself.rows.model')),
    ...(flag ? named('shown', 'picture', shown, t('yourself.rows.shown')) : []),
    ...people.filter(({ strong }) => strong),
    ...people.filter(({ strong }) => !strong)
  ];
}
