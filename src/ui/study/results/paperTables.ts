import {
  PAPER_MODELS,
  PAPER_SIMILARITY,
  PAPER_INCOME_CHANGE,
  PAPER_TOPIC_TESTS
} from '../../../core/study/tables/paperValues.ts';
import { PAPER_COUNTRIES } from '../../../core/study/presets.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import type { TableData } from '../../charts/tableData.ts';
import { formatNumber, pValue } from '../../format.ts';
import { t } from '../../i18n.ts';
import { signedPercent } from './words.ts';

// The paper's printed values in tables of their own: beside own results, never among them.

const two = (value: number) => formatNumber(value, 2);

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

export function paperIncomeChange(): TableData {
  const groups = ['high', 'low'] as const;
  return {
    columns: [
      { label: t('study.columns.topic') },
      ...groups.flatMap((group) =>
        PAPER_MODELS.map((model) => ({
          label: t('study.paper.column', { model, what: t(`study.incomeGroups.${group}`) }),
          format: signedPercent
        }))
      )
    ],
    rows: TOPICS.map((topic) => [
      t(`topics.${topic}`),
      ...groups.flatMap((group) =>
        PAPER_MODELS.map((model) => PAPER_INCOME_CHANGE[group][model][topic])
      )
    ])
  };
}

export function paperTopicTests(): TableData {
  return {
    columns: [
      { label: t('study.columns.topic') },
      ...PAPER_MODELS.map((model) => ({
        label: t('study.paper.column', { model, what: t('study.columns.p') }),
        format: pValue
      }))
    ],
    rows: TOPICS.map((topic) => [
      t(`topics.${topic}`),
      ...PAPER_MODELS.map((model) => PAPER_TOPIC_TESTS[model][topic])
    ])
  };
}
