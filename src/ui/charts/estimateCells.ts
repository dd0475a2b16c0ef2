import type { Estimate } from '../../core/inference/types.ts';
import { whole } from '../format.ts';
import { t } from '../i18n.ts';
import type { Cell, TableColumn } from './tableData.ts';

/** What stands behind an estimate's mean in a table: its interval and the number of questions. */
export const intervalColumns = (format: (value: number) => string): TableColumn[] => [
  { label: t('results.summary.low'), format },
  { label: t('results.summary.high'), format },
  { label: t('results.summary.n'), format: whole }
];

/** The mean, and then the cells of `intervalColumns`. */
export const estimateCells = ({ mean, interval, n }: Estimate): Cell[] => [
  mean,
  interval?.[0] ?? null,
  interval?.[1] ?? null,
  n
];
