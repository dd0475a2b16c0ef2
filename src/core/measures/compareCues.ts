import { meanEstimate, pairedMean, scaled } from '../inference/pairedMean.ts';
import type { Estimate, PairedMean, Tested } from '../inference/types.ts';
import { mean } from '../mean.ts';

/** The picture's similarity minus the name's as a percentage, of either (docs/method.md). */
export interface Change {
  country: Tested | null;
  picture: Tested | null;
}

/** Means over questions, both cues over the same ones; null where the cue was not answered. */
export interface ComparedCues {
  name: Estimate | null;
  picture: Estimate | null;
  /** Picture minus name. */
  difference: Tested | null;
  change: Change | null;
}

/** Similarities to compare: of some questions by name, and of a second unit. */
export interface CueValues {
  /** One a question. */
  name: Float64Array | null;
  /** One a question: pictures (or countries) averaged. */
  picture: Float64Array | null;
  /** Picture minus name, one for each picture (or country), questions averaged; null: there is one. */
  second: ArrayLike<number> | null;
}

/** Name and picture with their difference, tested over both units, and both changes. */
export function compareCues({ name, picture, second }: CueValues, seed: number): ComparedCues {
  const named = name && meanEstimate(name);
  const shown = picture && meanEstimate(picture);
  if (!name || !picture) return { name: named, picture: shown, difference: null, change: null };
  const differences = Float64Array.from(picture, (value, q) => value - (name[q] as number));
  return withDifference(named as Estimate, shown as Estimate, {
    ...pairedMean(differences, { seed }),
    second: second && pairedMean(second, { seed })
  });
}

/** The difference is that of the means as shown, so that a reader can reckon it. */
export function withDifference(name: Estimate, picture: Estimate, tested: Tested): ComparedCues {
  const difference = { ...tested, mean: picture.mean - name.mean };
  const of = (divisor: number) =>
    divisor === 0 ? null : change(difference, divisor, (difference.mean / divisor) * 100);
  return {
    name,
    picture,
    difference,
    change: { country: of(name.mean), picture: of(picture.mean) }
  };
}

/** A difference over a divisor that is taken as known, in hundredths. */
function change(difference: Tested, divisor: number, mean: number): Tested {
  return { ...scaledTest(difference, 100 / divisor), mean };
}

/** A tested difference in another unit. */
export function scaledTest(tested: Tested, factor: number): Tested {
  const second: PairedMean | null = tested.second && scaled(tested.second, factor);
  return { ...scaled(tested, factor), second };
}

/** Of pictures question by question (NaN where missing) the mean a question. */
export function meanOverPictures(grid: Float64Array, questions: number, width: number) {
  return Float64Array.from({ length: questions }, (_, q) =>
    mean(grid.subarray(q * width, (q + 1) * width).filter((value) => !Number.isNaN(value)))
  );
}

/** As `meanOverPictures` over questions, less a reference: one a picture that has any. */
export function differenceByPicture(
  grid: Float64Array,
  reference: Float64Array,
  width: number
): number[] {
  return Array.from({ length: width }, (_, k) => {
    const own: number[] = [];
    reference.forEach((value, q) => {
      const difference = (grid[q * width + k] as number) - value;
      if (!Number.isNaN(difference)) own.push(difference);
    });
    return own.length > 0 ? mean(own) : NaN;
  }).filter((value) => !Number.isNaN(value));
}
