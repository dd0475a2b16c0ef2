import {
  blockMeans,
  gappyMeans,
  pictureGrid,
  pictureMeans,
  plainMeans,
  weightSums,
  type Weighing
} from './blockMeans.ts';
import { BLOCK, type Resamples } from './resamples.ts';

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
  const sums = new Float64Array(BLOCK);
  const places = Uint32Array.from(questions, (question) => question * BLOCK);
  const overall = { weights: resamples.overall, places, sums };
  const within = { weights: resamples.within, places, sums };
  const grid = pictureGrid(scores.picture, pictures.length);
  const pictureWeights = new Float64Array(pictures.length * BLOCK);
  const weighed: Weighed = {
    plain: scores.plain.map((values) => ({
      values,
      complete: values.every((value) => !Number.isNaN(value))
    })),
    means: new Float64Array(n * BLOCK),
    complete: grid.complete.every(Boolean)
  };
  for (let row = 0; row < rows; row += BLOCK) {
    const block = row * size.questions;
    if (whole.picture) {
      const from = row * size.pictures;
      const changed = gather(resamples.pictures, from, pictures, pictureWeights);
      // A lone picture is drawn once in every resample: its means stay what they are.
      if (changed || row === 0) pictureMeans(grid, pictureWeights, weighed.means);
    }
    fill(whole, overall, block, weighed, 0, n, row);
    for (let s = 0; s < segments.length; s++) {
      const { from, to } = segments[s] as Segment;
      fill(byTopic[s] as MeansOf, within, block, weighed, from, to, row);
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

/**
 * One block's counts of some items, side by side.
 * @returns whether any count differs from what stood there
 */
function gather(
  weights: Float32Array,
  block: number,
  items: readonly number[],
  out: Float64Array
): boolean {
  let changed = false;
  for (let k = 0; k < items.length; k++) {
    const from = block + (items[k] as number) * BLOCK;
    for (let r = 0; r < BLOCK; r++) {
      const count = weights[from + r] as number;
      if (out[k * BLOCK + r] !== count) changed = true;
      out[k * BLOCK + r] = count;
    }
  }
  return changed;
}

/** What is weighed, question by question. */
interface Weighed {
  plain: readonly { values: Float64Array; complete: boolean }[];
  /** The drawn pictures' means in each of the block's resamples. */
  means: Float64Array;
  complete: boolean;
}

/** Writes four rows of means over the questions from `low` to `high`. */
function fill(
  { plain, picture }: MeansOf,
  weighing: Weighing,
  block: number,
  weighed: Weighed,
  low: number,
  high: number,
  row: number
): void {
  weightSums(weighing, block, low, high);
  for (let s = 0; s < plain.length; s++) {
    const { values, complete } = weighed.plain[s] as Weighed['plain'][number];
    const out = plain[s] as Float64Array;
    if (complete) plainMeans(weighing, block, values, low, high, out, row);
    else gappyMeans(weighing, block, values, 1, low, high, out, row);
  }
  if (!picture) return;
  const { means, complete } = weighed;
  if (complete) blockMeans(weighing, block, means, low, high, picture, row);
  else gappyMeans(weighing, block, means, BLOCK, low, high, picture, row);
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
