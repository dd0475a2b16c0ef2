import type { TopicResult } from '../../../core/study/studyResults.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import type { Estimate } from '../../../core/inference/types.ts';
import { score } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { DotRow, DotSeries, DotValue } from '../charts/groupedDots.ts';
import { signedPercent, withInterval } from './words.ts';

const dot = (
  found: Estimate | null | undefined,
  format: (value: number) => string
): DotValue | null =>
  found ? { mean: found.mean, interval: found.interval, text: withInterval(found, format) } : null;

const topicOf = (topics: readonly TopicResult[], topic: string) =>
  topics.find((each) => each.topic === topic);

/** Figures 8 and 9: similarity with name and with picture, topic by topic. */
export function nameAndPicture(topics: readonly TopicResult[]): {
  series: DotSeries[];
  rows: DotRow[];
} {
  return {
    series: [
      { id: 'name', role: 'country', name: t('study.cueRows.name') },
      { id: 'picture', role: 'picture', name: t('study.cueRows.picture') }
    ],
    rows: rowsOf((topic) => [
      dot(topicOf(topics, topic)?.name, score),
      dot(topicOf(topics, topic)?.picture, score)
    ])
  };
}

/** Table 2 as a drawing: change by topic, rich and poor countries side by side. */
export function changeByIncome(
  high: readonly TopicResult[],
  low: readonly TopicResult[],
  denominator: 'country' | 'picture'
): { series: DotSeries[]; rows: DotRow[] } {
  return {
    series: [
      { id: 'high', role: 'picture', name: t('study.incomeGroups.high') },
      { id: 'low', role: 'picture', open: true, name: t('study.incomeGroups.low') }
    ],
    rows: rowsOf((topic) =>
      [high, low].map((topics) => dot(topicOf(topics, topic)?.change?.[denominator], signedPercent))
    )
  };
}

/** Topics without any value are left out; the table has them. */
function rowsOf(valuesOf: (topic: string) => (DotValue | null)[]): DotRow[] {
  return TOPICS.map((topic) => ({
    id: topic,
    label: t(`topics.${topic}`),
    values: valuesOf(topic)
  })).filter(({ values }) => values.some((value) => value !== null));
}
