import { seededRandom } from '../../inference/random.ts';
import type { AnswerOf } from './mapItems.ts';
import { itemScores, place, project, scoreWeights, type CulturalMap } from './culturalMap.ts';
import { ellipseOf, type Ellipse, type Point } from './ellipse.ts';

/** A cue on the map, with the ellipse of its uncertainty. */
export interface MappedCue extends Point {
  items: number;
  /** Null where resampling leaves nothing to vary. */
  ellipse: Ellipse | null;
}

/** Fewer items cannot place a point on two axes with any sense. */
const MIN_ITEMS = 3;

/**
 * Where a cue's answers lie among the countries; several answer sets (one a picture) are averaged.
 * Null where fewer than half of the items are known. The ellipse: items and answer sets are drawn
 * with replacement, the point is computed from the items drawn at least once, and the covariance
 * of the points gives the 95% ellipse, to be drawn around the observed point.
 */
export function mapCue(
  map: CulturalMap,
  answers: readonly AnswerOf[],
  { seed, resamples = 2000 }: { seed: number; resamples?: number }
): MappedCue | null {
  const sets = answers.flatMap((answerOf) =>
    project(map, answerOf) ? [itemScores(map, answerOf)] : []
  );
  const everySet = sets.map((_, index) => index);
  const observed = knownMeans(sets, everySet);
  const known = observed.flatMap((score, k) => (Number.isNaN(score) ? [] : [k]));
  const weights = sets.length > 0 ? scoreWeights(map, known) : null;
  if (!weights) return null;
  const random = seededRandom(seed);
  const draw = (from: readonly number[]) =>
    from.map(() => from[(random() * from.length) | 0] as number);
  const weightsOf = cachedWeights(map);
  const points: Point[] = [];
  for (let b = 0; b < resamples; b++) {
    const items = [...new Set(draw(known))].sort((i, j) => i - j);
    const scores = knownMeans(sets, draw(everySet));
    const present = items.filter((k) => !Number.isNaN(scores[k]));
    const own = present.length < MIN_ITEMS ? null : weightsOf(present);
    if (own) points.push(place(own, present, scores));
  }
  return { ...place(weights, known, observed), items: known.length, ellipse: ellipseOf(points) };
}

/** Item by item the mean over the sets drawn; NaN where none has it. */
function knownMeans(sets: readonly (readonly number[])[], drawn: readonly number[]): number[] {
  return (sets[0] ?? []).map((_, k) => {
    let sum = 0;
    let n = 0;
    for (const index of drawn) {
      const score = sets[index]?.[k] as number;
      if (Number.isNaN(score)) continue;
      sum += score;
      n += 1;
    }
    return sum / n;
  });
}

/** Nine items have 512 subsets: the same ones come again and again. */
function cachedWeights(map: CulturalMap) {
  const cache = new Map<string, Point[] | null>();
  return (known: readonly number[]): Point[] | null => {
    const key = known.join(' ');
    const found = cache.get(key);
    if (found !== undefined) return found;
    const made = scoreWeights(map, known);
    cache.set(key, made);
    return made;
  };
}
