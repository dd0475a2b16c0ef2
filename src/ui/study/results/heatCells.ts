import type { ChangeDenominator } from '../../../core/measures/shift.ts';
import { excludesZero } from '../../../core/inference/evidence.ts';
import type { CountryResult } from '../../../core/study/studyResults.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import { pValue } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { HeatCell } from '../charts/heatmap.ts';
import { signedPercent, withInterval } from './words.ts';

/** Figure 4: topics by countries; null where a topic has no pair of answers to compare. */
export function heatCells(
  countries: readonly CountryResult[],
  denominator: ChangeDenominator,
  nameOf: (code: CountryCode) => string
): (HeatCell | null)[][] {
  return TOPICS.map((topic) =>
    countries.map((country) => {
      const found = country.topics.find((each) => each.topic === topic);
      const change = found?.change?.[denominator];
      if (!found || !change) return null;
      const p = found.difference?.p ?? null;
      return {
        value: change.mean,
        text: signedPercent(change.mean).replace('%', ''),
        certain: excludesZero(change),
        title: t('study.figure4.cell', {
          topic: t(`topics.${topic}`),
          country: nameOf(country.country),
          change: withInterval(change, signedPercent),
          p: p === null ? t('study.noP') : t('study.p', { p: pValue(p) }),
          n: found.n
        })
      };
    })
  );
}
