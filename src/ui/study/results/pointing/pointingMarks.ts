import type { TestedRow } from '../../../../core/study/tables/specificityTable.ts';
import { pValue } from '../../../format.ts';
import { t } from '../../../i18n.ts';
import type { SpecificityMark } from '../../charts/specificityRows.ts';
import type { StudyState } from '../../studyState.svelte.ts';
import { percentileWords } from '../words.ts';
import { wayWords } from './pointingWords.ts';

/** The first figure's rows as marks, models named once. */
export function pointingMarks(study: StudyState, rows: readonly TestedRow[]): SpecificityMark[] {
  // A served model by its own name: its name among models has no room over a row.
  const modelOf = (row: TestedRow | undefined) => {
    const model = study.frame.conditions[row?.condition ?? -1]?.model ?? '';
    return study.open.record.runs[model]?.served?.modelId ?? model;
  };
  return rows.map((row, k): SpecificityMark => {
    const { found, kind, condition, clear } = row;
    const overPictures = { interval: found.byCue, name: '' };
    return {
      id: `${condition} ${kind}`,
      group: modelOf(row) === modelOf(rows[k - 1]) ? '' : modelOf(row),
      label: wayWords(study, row),
      role: kind,
      value: found.meanPercentile,
      clear,
      counts: found.chance?.counts ?? [],
      lines: [
        {
          interval: found.byQuestion,
          name: t('study.pointing.overQuestions', { count: found.questions })
        },
        {
          ...overPictures,
          name: t('study.pointing.overPictures', { count: found.cues.length })
        }
      ],
      found: clear ? null : foundFrom(row),
      numbers: [
        percentileWords(found.meanPercentile),
        found.p === null ? t('study.pointing.noP') : t('study.p', { p: pValue(found.p) }),
        found.byQuestion
          ? t('study.pointing.interval', {
              low: percentileWords(found.byQuestion[0]),
              high: percentileWords(found.byQuestion[1])
            })
          : t('study.pointing.noInterval')
      ]
    };
  });
}

/** From where on this study would have found it: said with every row that is not beyond chance. */
function foundFrom({ found }: TestedRow): SpecificityMark['found'] {
  const { chance, countries } = found;
  if (!chance) return { from: null, words: t('study.pointing.tooFew', { count: countries }) };
  const { detectable } = chance;
  if (detectable === null) return { from: null, words: t('study.pointing.notFound') };
  return {
    from: detectable,
    words: t('study.pointing.foundFrom', { from: percentileWords(detectable) })
  };
}
