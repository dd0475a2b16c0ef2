import {
  PAPER_MODELS,
  PAPER_SIMILARITY,
  PAPER_INCOME_CHANGE,
  PAPER_TOPIC_TESTS
} from '../../../core/study/tables/paperValues.ts';
import { PAPER_COUNTRIES } from '../../../core/study/presets.ts';
import type { TopicOverlap } from '../../../core/survey/topicMapping.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import type { TableData } from '../../charts/tableData.ts';
import { formatNumber, pValue, whole } from '../../format.ts';
import { t } from '../../i18n.ts';
import { signedPercent } from './words.ts';

// The paper's printed values in tables of their own: beside own results, never among them.

const two = (value: number) => formatNumber(value, 2);

/** A topic of the same name without a shared question has nothing to do with the study's. */
const comparable = (overlap: readonly TopicOverlap[]) => overlap.filter(({ shared }) => shared > 0);

const COUNTS = ['ours', 'papers', 'shared'] as const;
const topicColumns = () => [
  { label: t('study.columns.topic') },
  ...COUNTS.map((count) => ({ label: t(`study.paper.${count}`), format: whole }))
];
const topicCells = (topic: TopicOverlap['topic'], counts: Omit<TopicOverlap, 'topic'>) => [
  t(`topics.${topic}`),
  ...COUNTS.map((count) => counts[count])
];

export function paperSimilarity(nameOf: (code: CountryCode) => string): TableData {
  const cues = ['name', 'picture'] as const;
  return {
    columns: [
      { label: t('study.columns.country') },
      ...PAPER_MODELS.flatMap((model) =>
        cues.map((cue) => ({
          label: t('study.paper.column', { model, what: t(`study.cueRows.${cue}`) }),
          format: two
        }))
      )
    ],
    rows: PAPER_COUNTRIES.map((country) => [
      nameOf(country),
      ...PAPER_MODELS.flatMap((model) =>
        cues.map((cue) => PAPER_SIMILARITY[model][cue][country] ?? null)
      )
    ])
  };
}

export function paperIncomeChange(overlap: readonly TopicOverlap[]): TableData {
  const groups = ['high', 'low'] as const;
  return {
    columns: [
      ...topicColumns(),
      ...groups.flatMap((group) =>
        PAPER_MODELS.map((model) => ({
          label: t('study.paper.column', { model, what: t(`study.incomeGroups.${group}`) }),
          format: signedPercent
        }))
      )
    ],
    rows: comparable(overlap).map(({ topic, ...counts }) => [
      ...topicCells(topic, counts),
      ...groups.flatMap((group) =>
        PAPER_MODELS.map((model) => PAPER_INCOME_CHANGE[group][model][topic])
      )
    ])
  };
}

export function paperTopicTests(overlap: readonly TopicOverlap[]): TableData {
  return {
    columns: [
      ...topicColumns(),
      ...PAPER_MODELS.map((model) => ({
        label: t('study.paper.column', { model, what: t('study.columns.p') }),
        format: pValue
      }))
    ],
    rows: comparable(overlap).map(({ topic, ...counts }) => [
      ...topicCells(topic, counts),
      ...PAPER_MODELS.map((model) => PAPER_TOPIC_TESTS[model][topic])
    ])
  };
}
