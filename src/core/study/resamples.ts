import { seededRandom } from '../random.ts';
import type { Random } from '../types.ts';

/**
 * How often each question and picture was drawn, resample by resample. Row 0 is the sample itself
 * (every weight 1), so that a statistic's element 0 is its observed value. One set of draws serves
 * all conditions, countries and cues: every comparison is paired.
 */
export interface Resamples {
  /** B; rows are 0 to B. */
  count: number;
  /** Row x question: drawn among all questions in use, and within each question's topic. */
  overall: Uint8Array;
  within: Uint8Array;
  /** Row x picture: drawn within each group (the pictures of one country and set). */
  pictures: Uint8Array;
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

function drawWithin(groups: ArrayLike<number>, count: number, random: Random): Uint8Array {
  const size = groups.length;
  const weights = new Uint8Array((count + 1) * size);
  const members = new Map<number, number[]>();
  for (let item = 0; item < size; item++) {
    const group = groups[item] as number;
    if (group < 0) continue;
    weights[item] = 1;
    const list = members.get(group);
    if (list) list.push(item);
    else members.set(group, [item]);
  }
  const lists = [...members.values()].map((list) => Uint32Array.from(list));
  for (let row = 1; row <= count; row++) {
    const from = row * size;
    for (const list of lists) {
      const n = list.length;
      for (let draw = 0; draw < n; draw++) {
        const at = from + (list[(random() * n) | 0] as number);
        weights[at] = (weights[at] as number) + 1;
      }
    }
  }
  return weights;
}
