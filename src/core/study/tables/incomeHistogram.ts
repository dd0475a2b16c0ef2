import type { TextVariant } from '../../answers/types.ts';
import type { FramePicture } from '../studyFrame.ts';
import { plainTable, type CaptionBase } from './studyTable.ts';

/** Bins a factor of ten. */
const BINS_PER_DECADE = 4;

/**
 * How many pictures show people of which monthly income (the paper's Figure 5), in bins of equal
 * width on a logarithmic axis (quarters of a decade, so that powers of ten are edges). Incomes of 0
 * or less have no place on it and are left out, as are pictures without an income.
 */
export function incomeHistogram(
  pictures: readonly Pick<FramePicture, 'country' | 'incomeUsdPerMonth'>[],
  base: CaptionBase,
  variant: TextVariant
) {
  const known = pictures.flatMap(({ country, incomeUsdPerMonth: income }) =>
    income !== null && income > 0 && Number.isFinite(income)
      ? [{ country, bin: binOf(income) }]
      : []
  );
  const bins = known.map(({ bin }) => bin);
  const first = Math.min(...bins);
  const length = bins.length === 0 ? 0 : Math.max(...bins) - first + 1;
  const countries = [...new Set(known.map(({ country }) => country))].sort();
  const rows = Array.from({ length }, (_, k) => first + k).flatMap((bin) =>
    countries.map((country) => ({
      ...{ bin, country },
      count: known.filter((each) => each.bin === bin && each.country === country).length
    }))
  );
  return plainTable(
    rows,
    [
      ['from', 'income', ({ bin }) => edge(bin)],
      ['to', 'income', ({ bin }) => edge(bin + 1)],
      ['country', 'country', ({ country }) => country],
      ['pictures', 'count', ({ count }) => count]
    ],
    { ...base, variant, set: 'people', pictures: [known.length, known.length] }
  );
}

const edge = (bin: number) => 10 ** (bin / BINS_PER_DECADE);

/** The bin whose lower edge is the last at or below the income; edges are compared as numbers. */
function binOf(income: number): number {
  const guess = Math.floor(Math.log10(income) * BINS_PER_DECADE);
  if (income < edge(guess)) return guess - 1;
  return income >= edge(guess + 1) ? guess + 1 : guess;
}
