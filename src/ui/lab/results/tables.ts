import type { Estimate } from '../../../core/inference/types.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import { difference, pValue, score } from '../../format.ts';
import { estimateCells, intervalColumns } from '../../charts/estimateCells.ts';
import type { IntervalRow } from '../../charts/intervalDots.ts';
import type { Role } from '../../charts/series.ts';
import type { TableData } from '../../charts/tableData.ts';
import { t } from '../../i18n.ts';
import { isAnswer, type CueView } from './views.ts';

export interface SummaryLine {
  id: string;
  role: Role;
  label: string;
  similarity: Estimate;
  /** Null where skill has no meaning: the baselines themselves, or an even survey. */
  skill: number | null;
}

/** The summary's rows: the model's answers (none of a control) first, then what to hold them against. */
export function summaryLines(
  summary: Summary,
  cues: readonly CueView[],
  countryName: (code: string) => string
): SummaryLine[] {
  const answers = isAnswer(cues);
  const lines: SummaryLine[] = cues.flatMap((view, index) => {
    const found = summary.cues[index];
    const { key, cue, name } = view;
    return found && answers(view) ? [{ id: key, role: cue.kind, label: name, ...found }] : [];
  });
  const baseline = (id: string, label: string, similarity: Estimate): SummaryLine => {
    return { id, role: 'baseline', label, similarity, skill: null };
  };
  lines.push(baseline('uniform', t('results.summary.uniform'), summary.uniform));
  if (summary.otherCountries) {
    lines.push(baseline('others', t('results.summary.otherCountries'), summary.otherCountries));
  }
  if (summary.bestOther) {
    const country = countryName(summary.bestOther.country);
    const label = t('results.summary.bestOther', { country });
    lines.push(baseline('best', label, summary.bestOther.similarity));
  }
  return lines;
}

export function summaryRows(lines: readonly SummaryLine[]): IntervalRow[] {
  return lines.map(({ id, role, label, similarity }) => {
    const { mean, interval } = similarity;
    return { id, role, label, mean, interval, value: score(mean) };
  });
}

export function summaryTable(lines: readonly SummaryLine[]): TableData {
  return {
    columns: [
      { label: t('results.summary.who') },
      { label: t('results.summary.similarity'), format: score },
      ...intervalColumns(score),
      { label: t('results.summary.skill'), format: difference }
    ],
    rows: lines.map(({ label, similarity, skill }) => [label, ...estimateCells(similarity), skill])
  };
}

/** One row per picture: its similarity minus that of the country's name. */
export function differenceRows(
  summary: Summary,
  pictures: readonly CueView[]
): { rows: IntervalRow[]; table: TableData } {
  const found = pictures.flatMap((picture, index) => {
    const estimate = summary.differences[index];
    return estimate ? [{ picture, estimate }] : [];
  });
  return {
    rows: found.map(({ picture, estimate: { mean, interval } }) => {
      const value = difference(mean);
      return { id: picture.key, role: 'picture', label: picture.name, mean, interval, value };
    }),
    table: {
      columns: [
        { label: t('results.cue') },
        { label: t('results.difference.value'), format: difference },
        ...intervalColumns(difference),
        { label: t('results.difference.p'), format: pValue },
        { label: t('results.difference.detectable'), format: score }
      ],
      rows: found.map(({ picture, estimate }) => [
        picture.name,
        ...estimateCells(estimate),
        estimate.p,
        estimate.detectable
      ])
    }
  };
}
