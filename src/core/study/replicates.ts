import type { Resamples } from './resamples.ts';

/** A statistic in every resample; element 0 is its observed value, NaN where nothing was drawn. */
export type Replicates = Float64Array;

/** The similarities of one country (of one condition and set of pictures). */
export interface CountryScores {
  /** Indexes of the questions that all series have, sorted by topic. */
  questions: readonly number[];
  /** Per entry of `questions` its topic, as in `TOPICS`. */
  topics: readonly number[];
  /** Series of one value a question, parallel to `questions`. */
  plain: readonly Float64Array[];
  /** How many of `plain`, from the first, are also wanted by topic. */
  plainByTopic: number;
  /** Pictures' similarities, question by picture (parallel to `pictures`); NaN where missing. */
  picture: Float64Array;
  /** Indexes of the pictures in the resamples; empty for none. */
  pictures: readonly number[];
}

/** Mean similarities in every resample. */
export interface CountryReplicates {
  /** Parallel to `plain`. */
  plain: Replicates[];
  /** Mean over questions of the mean over pictures; null without pictures. */
  picture: Replicates | null;
  /** The same by topic, for those that have questions. */
  topics: { topic: number; n: number; plain: Replicates[]; picture: Replicates | null }[];
}

interface Segment {
  topic: number;
  from: number;
  to: number;
}

/**
 * Resamples questions and pictures together: in each resample the drawn pictures make one mean a
 * question, and the drawn questions the mean. Questions that a country lacks are left out of its
 * mean, so a country's number of questions varies a little from resample to resample.
 * @param questionCount questions, and `pictureCount` pictures, in a row of the resamples
 */
export function resampleCountry(
  scores: CountryScores,
  resamples: Resamples,
  questionCount: number,
  pictureCount: number
): CountryReplicates {
  const { questions, plain, plainByTopic, pictures } = scores;
  const n = questions.length;
  const rows = resamples.count + 1;
  const segments = segmentsOf(scores.topics);
  const made = () => new Float64Array(rows);
  const result: CountryReplicates = {
    plain: plain.map(made),
    picture: pictures.length > 0 ? made() : null,
    topics: segments.map(({ topic, from, to }) => ({
      topic,
      n: to - from,
      plain: plain.slice(0, plainByTopic).map(made),
      picture: pictures.length > 0 ? made() : null
    }))
  };
  const places = Uint32Array.from(questions);
  const overall = new Float64Array(n);
  const within = new Float64Array(n);
  const means = new Float64Array(n);
  const meansOf = pictureMeans(scores);
  const pictureWeights = new Float64Array(pictures.length);
  for (let row = 0; row < rows; row++) {
    const from = row * questionCount;
    for (let j = 0; j < n; j++) {
      const at = from + (places[j] as number);
      overall[j] = resamples.overall[at] as number;
      within[j] = resamples.within[at] as number;
    }
    if (result.picture) {
      for (let k = 0; k < pictures.length; k++) {
        const at = row * pictureCount + (pictures[k] as number);
        pictureWeights[k] = resamples.pictures[at] as number;
      }
      meansOf(pictureWeights, means);
    }
    fill(result.plain, result.picture, row, overall, plain, means, 0, n);
    for (let s = 0; s < segments.length; s++) {
      const { from: low, to: high } = segments[s] as Segment;
      const topic = result.topics[s] as CountryReplicates['topics'][number];
      fill(topic.plain, topic.picture, row, within, plain, means, low, high);
    }
  }
  return result;
}

/** Writes one row of weighted means over the questions from `low` to `high`. */
function fill(
  plainOut: readonly Float64Array[],
  pictureOut: Float64Array | null,
  row: number,
  weights: Float64Array,
  plain: readonly Float64Array[],
  means: Float64Array,
  low: number,
  high: number
): void {
  for (let s = 0; s < plainOut.length; s++) {
    const out = plainOut[s] as Float64Array;
    out[row] = weightedMean(weights, plain[s] as Float64Array, low, high);
  }
  if (pictureOut) pictureOut[row] = weightedMean(weights, means, low, high);
}

/** NaN values (a question none of whose pictures was drawn) count neither above nor below. */
function weightedMean(
  weights: Float64Array,
  values: Float64Array,
  low: number,
  high: number
): number {
  let sum = 0;
  let total = 0;
  for (let j = low; j < high; j++) {
    const weight = weights[j] as number;
    const value = values[j] as number;
    // NaN is the one value unequal to itself.
    if (value !== value) continue;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}

/** Means over the drawn pictures, question by question; questions without a gap take a fast path. */
function pictureMeans({ picture, pictures, questions }: CountryScores) {
  const width = pictures.length;
  const complete = questions.map((_, j) =>
    picture.subarray(j * width, (j + 1) * width).every((value) => !Number.isNaN(value))
  );
  return (weights: Float64Array, means: Float64Array): void => {
    for (let j = 0; j < complete.length; j++) {
      const from = j * width;
      let sum = 0;
      if (complete[j]) {
        for (let k = 0; k < width; k++)
          sum += (weights[k] as number) * (picture[from + k] as number);
        means[j] = sum / width;
        continue;
      }
      let total = 0;
      for (let k = 0; k < width; k++) {
        const value = picture[from + k] as number;
        if (Number.isNaN(value)) continue;
        sum += (weights[k] as number) * value;
        total += weights[k] as number;
      }
      means[j] = sum / total;
    }
  };
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
