import { beyondChance } from '../../../core/inference/evidence.ts';
import type { Validity } from '../../../core/measures/validity.ts';
import type { IntervalRow } from '../../charts/intervalDots.ts';
import type { TableData } from '../../charts/tableData.ts';
import { correlation, pValue, whole } from '../../format.ts';
import { t } from '../../i18n.ts';

/** Mean r by topic as dots; p stands as the value. */
export function validityRows(found: Validity, cue: 'name' | 'picture'): IntervalRow[] {
  return found.topics.map(({ topic, meanR, p, adjusted, detectable, questions }) => ({
    id: topic,
    role: cue === 'name' ? 'country' : 'picture',
    label: t(`topics.${topic}`),
    mean: meanR,
    interval: null,
    value: t('study.validity.value', {
      r: correlation(meanR),
      p: pValue(p),
      detectable: correlation(detectable),
      count: questions
    }),
    strong: beyondChance(adjusted),
    plain: !beyondChance(adjusted),
    zone: detectable
  }));
}

/** Question by question, with adjusted p. */
export function validityTable(found: Validity, short: (question: string) => string): TableData {
  return {
    columns: [
      { label: t('study.columns.question') },
      { label: t('study.columns.wording') },
      { label: t('study.columns.topic') },
      { label: t('study.columns.countries'), format: whole },
      { label: t('study.columns.r'), format: correlation },
      { label: t('study.columns.p'), format: pValue },
      { label: t('study.columns.adjusted'), format: pValue },
      { label: t('study.columns.detectable'), format: correlation }
    ],
    rows: found.questions.map(({ question, topic, n, r, p, adjusted, detectable }) => [
      question,
      short(question),
      topic && t(`topics.${topic}`),
      n,
      r,
      p,
      adjusted,
      detectable
    ])
  };
}
