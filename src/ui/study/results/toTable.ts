import type { ColumnKind, StudyTable } from '../../../core/study/tables/studyTable.ts';
import { difference, pValue, percent, score, whole } from '../../format.ts';
import type { Cell, TableData } from '../../charts/tableData.ts';
import { t, type MessageKey } from '../../i18n.ts';
import { percentileWords, signedPercent } from './words.ts';

const FORMATS: Partial<Record<ColumnKind, (value: number) => string>> = {
  score,
  difference,
  percent: signedPercent,
  share: percent,
  percentile: percentileWords,
  p: pValue,
  count: whole,
  income: whole
};

/** Cells that are words of the method, and so have a name in the catalogue. */
const WORDS = {
  control: (value: string) => t(`study.pointing.controls.${value}` as MessageKey),
  cue: (value: string) => t(`study.cueRows.${value}` as MessageKey),
  income: (value: string) => t(`study.incomeGroups.${value}` as MessageKey),
  system: (value: string) => t(`study.systems.${value}` as MessageKey),
  view: (value: string) => t(`study.views.${value}` as MessageKey),
  readout: (value: string) => t(`study.readouts.${value}` as MessageKey)
};

/**
 * A table of the statistics in the reader's language: what ChartFrame shows and saves.
 * @param nameOf a country's name by its code
 */
export function toTable(
  { columns, rows }: Pick<StudyTable, 'columns' | 'rows'>,
  nameOf: (code: string) => string
): TableData {
  const write = columns.map(({ key, kind }) => (cell: Cell): Cell => {
    if (kind === 'country') return typeof cell === 'string' ? nameOf(cell) : allOr(key, cell);
    if (kind === 'flag') return cell === null ? null : t(cell ? 'study.yes' : 'study.no');
    if (typeof cell !== 'string') return cell;
    if (kind === 'topic') return t(`topics.${cell}` as MessageKey);
    return key in WORDS ? WORDS[key as keyof typeof WORDS](cell) : cell;
  });
  return {
    columns: columns.map(({ key, kind }) => ({
      label: t(`study.columns.${key}` as MessageKey),
      // A divergence has no direction, and so no sign.
      ...(FORMATS[kind] && { format: key === 'divergence' ? score : FORMATS[kind] })
    })),
    rows: rows.map((row) => row.map((cell, column) => write[column]?.(cell) ?? null))
  };
}

/** A row about no single country is about all of them. */
const allOr = (key: string, cell: Cell) => (key === 'country' ? t('study.allCountries') : cell);
