import type { TextVariant } from '../../answers/types.ts';
import type { LetterQuality } from '../../measures/letterQuality.ts';
import { conditionColumns, plainTable, type CaptionBase } from './studyTable.ts';

/** Letter mass and order sensitivity, a row for every condition and kind of cue. */
export function letterQualityTable(
  found: readonly LetterQuality[],
  base: CaptionBase,
  variant: TextVariant
) {
  return plainTable<LetterQuality>(
    found,
    [
      ...conditionColumns(base.conditions),
      ['cue', 'text', ({ cue }) => cue],
      ['letterMass', 'share', ({ letterMass }) => letterMass],
      ['divergence', 'difference', ({ divergence }) => divergence],
      ['flips', 'share', ({ flips }) => flips],
      ['answers', 'count', ({ answers }) => answers]
    ],
    { ...base, variant, set: null, pictures: null }
  );
}
