import type { ChangeDenominator } from '../../../core/measures/shift.ts';
import type { Estimate } from '../../../core/inference/types.ts';
import type { PoolResult, TopicResult } from '../../../core/study/studyResults.ts';
import { changesByIncome } from '../../../core/study/tables/incomeGroups.ts';
import type { Judged } from '../../../core/study/tables/judged.ts';
import { TOPICS, type Topic } from '../../../core/survey/topics.ts';
import { score } from '../../format.ts';
import { t } from '../../i18n.ts';
import type { DotRow, DotSeries, DotValue } from '../charts/groupedDots.ts';
import { evidenceWords, signedPercent, withInterval } from './words.ts';

const dot = (found: Estimate | null | undefined): DotValue | null =>
  found ? { mean: found.mean, interval: found.interval, text: withInterval(found, score) } : null;

/** A topic's difference among all that its figure shows. */
type JudgedTopic = Judged & { condition: number; topic: Topic; found: TopicResult | undefined };

/**
 * Figures 8 and 9: similarity with name and with picture; bold where they differ beyond chance.
 * @param conditionOf what tells a row from the topic's others, where several are handed in
 */
export function nameAndPicture(
  judged: readonly JudgedTopic[],
  conditionOf: (condition: number) => string = () => ''
): { series: DotSeries[]; rows: DotRow[] } {
  return {
    series: [
      { id: 'name', role: 'country', name: t('study.cueRows.name') },
      { id: 'picture', role: 'picture', name: t('study.cueRows.picture') }
    ],
    rows: TOPICS.flatMap((topic) => {
      const own = judged.filter((each) => each.topic === topic);
      return own.flatMap(({ found, evidence, condition }) =>
        found
          ? rowOf(topic, [dot(found.name), dot(found.picture)], evidence.clear, {
              condition,
              words: conditionOf(condition)
            })
          : []
      );
    })
  };
}

/** Table 2 as a drawing: change by topic, rich and poor countries; grey where it may be chance. */
export function changeByIncome(
  pools: readonly PoolResult[],
  denominator: ChangeDenominator
): { series: DotSeries[]; rows: DotRow[] } {
  const judged = changesByIncome(pools, denominator);
  const groups = ['high', 'low'] as const;
  return {
    series: groups.map((id) => ({
      ...{ id, role: 'picture' as const, open: id === 'low' },
      name: t(`study.incomeGroups.${id}`)
    })),
    rows: TOPICS.flatMap((topic) => {
      const values = groups.map((group): DotValue | null => {
        const row = judged.find((each) => each.pool === group && each.topic === topic);
        if (!row?.tested) return null;
        const { tested, evidence } = row;
        const change = withInterval(tested, signedPercent);
        const { mean, interval } = tested;
        const text = `${change}, ${evidenceWords(evidence, signedPercent)}`;
        return { mean, interval, text, plain: !evidence.clear };
      });
      return rowOf(
        topic,
        values,
        values.some((value) => value && !value.plain)
      );
    })
  };
}

/** Topics without any value are left out; the table has them. */
function rowOf(
  topic: Topic,
  values: (DotValue | null)[],
  strong: boolean,
  { condition, words } = { condition: 0, words: '' }
): DotRow[] {
  if (values.every((value) => value === null)) return [];
  const label = [t(`topics.${topic}`), words].filter((part) => part !== '').join(' · ');
  return [{ id: `${topic} ${condition}`, label, values, strong }];
}
