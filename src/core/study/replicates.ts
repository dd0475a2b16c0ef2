import {
  BLOCK,
  blockMeans,
  gappyMeans,
  pictureGrid,
  pictureMeans,
  plainMeans,
  weightSums
} from './blockMeans.ts';
import type { Resamples } from './resamples.ts';

/** A statistic in every resample; element 0 is its observed value, NaN where nothing was drawn. */
export type Replicates = Float64Array;

/** The similarities of one country (of one condition and set of pictures). */
export interface CountryScores {
  /** Indexes of the questions that all series have, sorted by topic. */
  questions: readonly number[];
  /** Per entry of `questions` its topic, as in `TOPICS`. */
  topics: readonly number[];
  /** Series of one value a question, parallel to `questions`; NaN where missing. */
  plain: readonly Float64Array[];
  /** How many of `plain`, from the first, are also wanted by topic. */
  plainByTopic: number;
  /** Pictures' similarities, question by picture (parallel to `pictures`); NaN where missing. */
  picture: Float64Array;
  /** Indexes of the pictures in the resamples; empty for none. */
  pictures: readonly number[];
}

/** Means in every resample. */
interface MeansOf {
  /** Parallel to `CountryScores.plain`. */
  plain: Replicates[];
  /** Mean over questions of the mean over pictures; null without pictures. */
  picture: Replicates | null;
}

export interface CountryReplicates extends MeansOf {
  /** The same by topic, for those that have questions. */
  topics: (MeansOf & { topic: number; n: number })[];
}

/**
 * Resamples questions and pictures together: in each resample the drawn pictures make one mean a
 * question, and the drawn questions the mean. Questions that a country lacks are left out of its
 * mean, so a country's number of questions varies a little from resample to resample.
 * @param size questions and pictures in a row of the resamples
 */
export function resampleCountry(
  scores: CountryScores,
  resamples: Resamples,
  size: { questions: number; pictures: number }
): CountryReplicates {
  const { questions, pictures } = scores;
  const n = questions.length;
  const rows = resamples.count + 1;
  const padded = Math.ceil(rows / BLOCK) * BLOCK;
  const segments = segmentsOf(scores.topics);
  const whole = meansFor(scores.plain, pictures.length > 0, padded);
  const byTopic = segments.map(() =>
    meansFor(scores.plain.slice(0, scores.plainByTopic), pictures.length > 0, padded)
  );
  const places = Uint32Array.from(questions);
  const picturePlaces = Uint32Array.from(pictures);
  const grid = pictureGrid(scores.picture, pictures.length);
  const pictureWeights = new Float64Array(pictures.length * BLOCK);
  const overall: Weighing = {
    weights: new Float64Array(n * BLOCK),
    sums: new Float64Array(BLOCK),
    series: scores.plain.map((values) => ({
      values,
      complete: values.every((value) => !Number.isNaN(value))
    })),
    means: new Float64Array(n * BLOCK),
    meansComplete: grid.complete.every(Boolean)
  };
  const within: Weighing = { ...overall, weights: new Float64Array(n * BLOCK) };
  for (let row = 0; row < rows; row += BLOCK) {
    gather(resamples.overall, size.questions, row, rows, places, overall.weights);
    gather(resamples.within, size.questions, row, rows, places, within.weights);
    if (whole.picture) {
      gather(resamples.pictures, size.pictures, row, rows, picturePlaces, pictureWeights);
      pictureMeans(grid, pictureWeights, overall.means);
    }
    fill(whole, overall, 0, n, row);
    for (let s = 0; s < segments.length; s++) {
      const { from, to } = segments[s] as Segment;
      fill(byTopic[s] as MeansOf, within, from, to, row);
    }
  }
  return {
    ...trimmed(whole, rows),
    topics: segments.map(({ topic, from, to }, s) => ({
      topic,
      n: to - from,
      ...trimmed(byTopic[s] as MeansOf, rows)
    }))
  };
}

/** Counts of four resamples for the given items; zero beyond the last resample. */
function gather(
  weights: Uint8Array,
  width: number,
  row: number,
  rows: number,
  places: Uint32Array,
  out: Float64Array
): void {
  for (let r = 0; r < BLOCK; r++) {
    const from = (row + r) * width;
    const known = row + r < rows;
    for (let j = 0; j < places.length; j++) {
      out[j * BLOCK + r] = known ? (weights[from + (places[j] as number)] as number) : 0;
    }
  }
}

/** One kind of mean of four resamples: its weights, and what they are to weigh. */
interface Weighing {
  weights: Float64Array;
  sums: Float64Array;
  series: readonly Series[];
  /** The drawn pictures' means. */
  means: Float64Array;
  meansComplete: boolean;
}

interface Series {
  values: Float64Array;
  complete: boolean;
}

/** Writes four rows of means over the questions from `low` to `high`. */
function fill(
  { plain, picture }: MeansOf,
  { weights, sums, series, means, meansComplete }: Weighing,
  low: number,
  high: number,
  row: number
): void {
  weightSums(weights, low, high, sums);
  for (let s = 0; s < plain.length; s++) {
    const { values, complete } = series[s] as Series;
    const out = plain[s] as Float64Array;
    if (complete) plainMeans(weights, sums, values, low, high, out, row);
    else gappyMeans(weights, values, 1, low, high, out, row);
  }
  if (!picture) return;
  if (meansComplete) blockMeans(weights, sums, means, low, high, picture, row);
  else gappyMeans(weights, means, BLOCK, low, high, picture, row);
}

function meansFor(plain: readonly unknown[], pictures: boolean, rows: number): MeansOf {
  return {
    plain: plain.map(() => new Float64Array(rows)),
    picture: pictures ? new Float64Array(rows) : null
  };
}

function trimmed({ plain, picture }: MeansOf, rows: number): MeansOf {
  return {
    plain: plain.map((values) => values.subarray(0, rows)),
    picture: picture && picture.subarray(0, rows)
  };
}

interface Segment {
  topic: number;
  from: number;
  to: number;
}

function segmentsOf(topics: readonly number[]): Segment[] {
  const segments: Segment[] = [];
  topics.forEach((topic, at) => {
    const last = segments.at(-1);
    if (last?.topic === topic) last.to = at + 1;
    else segments.push({ topic, from: at, to: at + 1 });
  });
  return segments;
}
