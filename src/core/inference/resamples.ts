import { seededRandom } from './random.ts';
import type { Random } from './types.ts';

/**
 * Resamples are weighed four at a time: the four sums do not wait for each other, which makes the
 * loops about twice as fast as one by one. Four numbers that belong to one item lie together.
 */
export const BLOCK = 4;

/**
 * How often each question and picture was drawn, resample by resample. Row 0 is the sample itself
 * (every weight 1), so that a statistic's element 0 is its observed value. One set of draws serves
 * all conditions, countries and cues: every comparison is paired.
 */
export interface Resamples {
  /** B; rows are 0 to B, padded with zeros to whole blocks. */
  count: number;
  /** Blocks x questions x rows: drawn among all questions in use, and within each one's topic. */
  overall: Weights;
  within: Weights;
  /** Blocks x pictures x rows: drawn within each group (the pictures of one country and set). */
  pictures: Weights;
}

/** How often each item was drawn in each row; `weightPlace` tells where. */
export type Weights = Float32Array;

/** Where the count of an item in a row lies, among `size` items. */
export function weightPlace(row: number, item: number, size: number): number {
  const inBlock = row % BLOCK;
  return (row - inBlock) * size + item * BLOCK + inBlock;
}

export interface ResampleDesign {
  /** Per question its group (topic); -1 for a question that no table uses. */
  questionGroups: ArrayLike<number>;
  /** Per picture its group. */
  pictureGroups: ArrayLike<number>;
  count: number;
  seed: number;
}

/** Draws with replacement, as many as there are in each group; equal designs draw the same. */
export function drawResamples(design: ResampleDesign): Resamples {
  const { questionGroups, pictureGroups, count, seed } = design;
  const random = seededRandom(seed);
  const used = Array.from(questionGroups, (group) => (group < 0 ? -1 : 0));
  return {
    count,
    overall: drawWithin(used, count, random),
    within: drawWithin(questionGroups, count, random),
    pictures: drawWithin(pictureGroups, count, random)
  };
}

function drawWithin(groups: ArrayLike<number>, count: number, random: Random): Weights {
  const size = groups.length;
  const weights = new Float32Array(Math.ceil((count + 1) / BLOCK) * BLOCK * size);
  const members = new Map<number, number[]>();
  for (let item = 0; item < size; item++) {
    const group = groups[item] as number;
    if (group < 0) continue;
    weights[weightPlace(0, item, size)] = 1;
    const list = members.get(group);
    if (list) list.push(item);
    else members.set(group, [item]);
  }
  const lists = [...members.values()].map((list) => Uint32Array.from(list));
  for (let row = 1; row <= count; row++) {
    const from = weightPlace(row, 0, size);
    for (const list of lists) {
      const n = list.length;
      for (let draw = 0; draw < n; draw++) {
        const at = from + BLOCK * (list[(random() * n) | 0] as number);
        weights[at] = (weights[at] as number) + 1;
      }
    }
  }
  return weights;
}
