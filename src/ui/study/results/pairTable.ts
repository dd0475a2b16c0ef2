import { cellsBeyondChance } from '../../../core/inference/evidence.ts';
import type { Counterfactual } from '../../../core/measures/counterfactual.ts';
import { difference, percent } from '../../format.ts';
import type { IntervalRow } from '../../charts/intervalDots.ts';
import type { TableData } from '../../charts/tableData.ts';
import { t } from '../../i18n.ts';
import { withInterval } from './words.ts';

/** Similarity with each country's people, second picture minus first. */
export function pairRows(found: Counterfactual, nameOf: (code: string) => string): IntervalRow[] {
  const cells = cellsBeyondChance(found.countries.map((each) => [each.difference]));
  return found.countries.map(({ country, difference: tested }, at) => ({
    id: country,
    role: 'picture',
    label: t('results.people', { country: nameOf(country) }),
    mean: tested.mean,
    interval: tested.interval,
    value: withInterval(tested, difference),
    plain: !cells[at]?.clear,
    zone: cells[at]?.detectable ?? null
  }));
}

/** Question by question, most moved first. */
export function pairTable(found: Counterfactual, short: (question: string) => string): TableData {
  return {
    columns: [
      { label: t('study.columns.question') },
      { label: t('study.columns.wording') },
      { label: t('study.pair.columnMoved'), format: percent },
      { label: t('study.pair.columnMove'), format: difference }
    ],
    rows: found.questions.map(({ question, moved, move }) => [
      question,
      short(question),
      moved,
      move
    ])
  };
}
