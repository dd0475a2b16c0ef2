import type { TextVariant } from '../../answers/types.ts';
import type { FramePicture } from '../studyFrame.ts';
import type { CaptionBase, StudyTable } from './studyTable.ts';

/** Bins a factor of ten. */
const BINS_PER_DECADE = 4;

/**
 * Figure 5: how many pictures show people of which monthly income, in bins of equal width on a
 * logarithmic axis (quarters of a decade, so that powers of ten are edges). Incomes of 0 or less
 * have no place on it and are left out, as are pictures without an income.
 */
export function figure5(
  pictures: readonly Pick<FramePicture, 'country' | 'incomeUsdPerMonth'>[],
  base: CaptionBase,
  variant: TextVariant
): StudyTable {
  const known = pictures.flatMap(({ country, incomeUsdPerMonth: income }) =>
    income !== null && income > 0 && Number.isFinite(income)
      ? [{ country, bin: binOf(income) }]
      : []
  );
  const bins = known.map(({ bin }) => bin);
  const countries = [...new Set(known.map(({ country }) => country))].sort();
  const first = Math.min(...bins);
  const rows = bins.length === 0 ? [] : rangeOf(first, Math.max(...bins));
  return {
    id: 'figure5',
    columns: [
      { key: 'from', kind: 'income' },
      { key: 'to', kind: 'income' },
      { key: 'country', kind: 'country' },
      { key: 'pictures', kind: 'count' }
    ],
    rows: rows.flatMap((bin) =>
      countries.map((country) => [
        edge(bin),
        edge(bin + 1),
        country,
        known.filter((each) => each.bin === bin && each.country === country).length
      ])
    ),
    caption: {
      ...base,
      metric: null,
      variant,
      denominator: null,
      set: 'people',
      resamples: null,
      seed: null,
      questions: null,
      pictures: [known.length, known.length]
    }
  };
}

const edge = (bin: number) => 10 ** (bin / BINS_PER_DECADE);

/** The bin whose lower edge is the last at or below the income; edges are compared as numbers. */
function binOf(income: number): number {
  const guess = Math.floor(Math.log10(income) * BINS_PER_DECADE);
  if (income < edge(guess)) return guess - 1;
  return income >= edge(guess + 1) ? guess + 1 : guess;
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}
