import type { TextVariant } from '../../answers/types.ts';
import type { LetterQuality } from '../../measures/letterQuality.ts';
import {
  CONDITION_COLUMNS,
  conditionCells,
  type CaptionBase,
  type StudyTable
} from './studyTable.ts';

/** Letter mass and order sensitivity, a row for every condition and kind of cue. */
export function qualityTable(
  found: readonly LetterQuality[],
  base: CaptionBase,
  variant: TextVariant
): StudyTable {
  return {
    id: 'quality',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'cue', kind: 'text' },
      { key: 'letterMass', kind: 'share' },
      { key: 'divergence', kind: 'difference' },
      { key: 'flips', kind: 'share' },
      { key: 'answers', kind: 'count' }
    ],
    rows: found.map(({ condition, cue, letterMass, divergence, flips, answers }) => [
      ...conditionCells(base.conditions, condition),
      cue,
      letterMass,
      divergence,
      flips,
      answers
    ]),
    caption: {
      ...base,
      metric: null,
      variant,
      denominator: null,
      set: null,
      resamples: null,
      seed: null,
      questions: null,
      pictures: null
    }
  };
}
