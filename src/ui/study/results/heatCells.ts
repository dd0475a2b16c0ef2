import type { ChangeDenominator } from '../../../core/measures/shift.ts';
import type { CountryResult } from '../../../core/study/studyResults.ts';
import { changesByTopic } from '../../../core/study/tables/topicChange.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import { t } from '../../i18n.ts';
import type { HeatCell } from '../charts/heatmap.ts';
import { evidenceWords, signedPercent, withInterval } from './words.ts';

/**
 * Figure 4: topics by countries; null where a topic has no pair of answers to compare. All cells are
 * tested together.
 */
export function heatCells(
  countries: readonly CountryResult[],
  denominator: ChangeDenominator,
  nameOf: (code: CountryCode) => string
): (HeatCell | null)[][] {
  const rows = changesByTopic(countries, denominator);
  return TOPICS.map((topic) =>
    rows
      .filter((row) => row.topic === topic)
      .map(({ country, tested, evidence, found }): HeatCell | null => {
        if (!tested || !found) return null;
        const said = { topic: t(`topics.${topic}`), country: nameOf(country) };
        return {
          value: tested.mean,
          text: signedPercent(tested.mean).replace('%', ''),
          certain: evidence.clear,
          tooFew: evidence.tooFew,
          title: t('study.figure4.cell', {
            ...said,
            change: withInterval(tested, signedPercent),
            evidence: evidenceWords(evidence, signedPercent),
            n: found.n
          })
        };
      })
  );
}
