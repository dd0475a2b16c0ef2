import { blockMeans, gappyMeans, plainMeans, weightSums, type Weighing } from './blockMeans.ts';
import { BLOCK, weightPlace, type Resamples, type Weights } from './resamples.ts';

/** A statistic in every resample; element 0 is its observed value, NaN where nothing was drawn. */
export type Replicates = Float64Array;

/** What has one similarity a question. */
type Series = 'name' | 'neutral' | 'uniform' | 'otherCountries' | 'bestOther';

/** The similarities of one country (of one condition and set of pictures). */
export interface CountryScores {
  /** Indexes of the questions that all series have, sorted by topic. */
  questions: readonly number[];
  /** Per entry of `questions` its topic, as in `TOPICS`. */
  topics: readonly number[];
  /** Parallel to `questions`, NaN where missing; null for a series that the country lacks. */
  series: Readonly<Record<Series, Float64Array | null>>;
  /** Pictures' similarities, question by picture (parallel to `pictures`); NaN where missing. */
  picture: Float64Array;
  /** Indexes of the pictures in the resamples; empty for none. */
  pictures: readonly number[];
}

/** Means over questions, for pictures of their mean; null where there is nothing to take one of. */
type Means = Readonly<Record<Series | 'picture', Replicates | null>>;

export interface CountryReplicates extends Means {
  /** Name and picture by topic, for those that have questions. */
  topics: (Means & { topic: number; questions: readonly number[] })[];
}

/**
 * Resamples questions and pictures together: in each resample the drawn pictures make one mean a
 * question, and the drawn questions the mean. Questions that a country lacks are left out of its
 * mean, so a country's number of questions varies a little from resample to resample.
 * @param size questions and pictures in a row of the resamples
 */
export function resampleCountry(
  { questions, topics, series, picture, pictures }: CountryScores,
  resamples: Resamples,
  size: { questions: number; pictures: number }
): CountryReplicates {
  const rows = resamples.count + 1;
  const width = pictures.length;
  const rowsOfPictures = questions.map((_, j) => {
    const values = picture.subarray(j * width, (j + 1) * width);
    return { values, complete: isComplete(values) };
  });
  const shown = weighingOf(resamples.pictures, pictures);
  const averaged = new Float64Array(questions.length * BLOCK);
  const all: Weighed[] = Object.entries(series).flatMap(([name, values]) =>
    values ? [{ name, values, stride: 1, complete: isComplete(values) }] : []
  );
  if (width > 0) {
    all.push({ name: 'picture', values: averaged, stride: BLOCK, complete: isComplete(picture) });
  }
  const compared = all.filter(({ name }) => name === 'name' || name === 'picture');
  const whole = spanOf(weighingOf(resamples.overall, questions), all, rows);
  const byTopic = segmentsOf(topics).map(({ topic, from, to }) => ({
    ...{ topic, questions: questions.slice(from, to) },
    span: spanOf(weighingOf(resamples.within, questions, from, to), compared, rows)
  }));
  // A lone picture of its group is drawn once in every resample: its means stay what they are.
  const still = pictures.every((item) => drawnOnce(resamples, item, size.pictures));
  for (let row = 0; row < rows; row += BLOCK) {
    if (row === 0 || !still) {
      weightSums(shown, row * size.pictures);
      for (let j = 0; j < rowsOfPictures.length; j++) {
        const { values, complete } = rowsOfPictures[j] as (typeof rowsOfPictures)[number];
        if (complete) plainMeans(shown, row * size.pictures, values, averaged, j * BLOCK);
        else gappyMeans(shown, row * size.pictures, values, averaged, j * BLOCK, 1);
      }
    }
    fill(whole, row * size.questions, row);
    for (const { span } of byTopic) fill(span, row * size.questions, row);
  }
  return {
    ...replicatesOf(whole, rows),
    topics: byTopic.map(({ span, ...topic }) => ({ ...replicatesOf(span, rows), ...topic }))
  };
}

/** A series to take means of; `stride` BLOCK where each of a block's resamples has its own. */
interface Weighed {
  name: string;
  values: Float64Array;
  stride: 1 | typeof BLOCK;
  complete: boolean;
}

/** Some of the questions, and room for the means of some series over them. */
interface Span {
  weighing: Weighing;
  means: (Weighed & { out: Replicates })[];
}

const isComplete = (values: Float64Array) => values.every((value) => !Number.isNaN(value));

const weighingOf = (
  weights: Weights,
  items: readonly number[],
  from = 0,
  to = items.length
): Weighing => ({
  ...{ weights, from, to },
  places: Uint32Array.from(items, (item) => item * BLOCK),
  sums: new Float64Array(BLOCK)
});

function spanOf(weighing: Weighing, series: readonly Weighed[], rows: number): Span {
  const padded = Math.ceil(rows / BLOCK) * BLOCK;
  return { weighing, means: series.map((each) => ({ ...each, out: new Float64Array(padded) })) };
}

function drawnOnce({ pictures, count }: Resamples, item: number, size: number): boolean {
  for (let row = 0; row <= count; row++) {
    if (pictures[weightPlace(row, item, size)] !== 1) return false;
  }
  return true;
}

/** Writes four rows of means. */
function fill({ weighing, means }: Span, block: number, row: number): void {
  weightSums(weighing, block);
  for (let s = 0; s < means.length; s++) {
    const { values, stride, complete, out } = means[s] as Span['means'][number];
    // Each call has its stride written out: the loop within is made for it.
    if (complete && stride === 1) plainMeans(weighing, block, values, out, row);
    else if (complete) blockMeans(weighing, block, values, out, row);
    else if (stride === 1) gappyMeans(weighing, block, values, out, row, 1);
    else gappyMeans(weighing, block, values, out, row, BLOCK);
  }
}

function replicatesOf({ means }: Span, rows: number): Means {
  const none = { name: null, neutral: null, uniform: null, otherCountries: null };
  return {
    ...{ ...none, bestOther: null, picture: null },
    ...Object.fromEntries(means.map(({ name, out }) => [name, out.subarray(0, rows)]))
  };
}

function segmentsOf(topics: readonly number[]) {
  const segments: { topic: number; from: number; to: number }[] = [];
  topics.forEach((topic, at) => {
    const last = segments.at(-1);
    if (last?.topic === topic) last.to = at + 1;
    else segments.push({ topic, from: at, to: at + 1 });
  });
  return segments;
}
