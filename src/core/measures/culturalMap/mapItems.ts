import type { QuestionId } from '../../survey/types.ts';
import type { Point } from './ellipse.ts';

/**
 * One of the ten items behind Inglehart and Welzel's two axes. Its value is a sum over parts of the
 * mean of `weights` (one an option) under the answers; an option with weight null is left out, as
 * "does not apply". Indexes that count choices are sums, so shares alone give their mean.
 */
export interface MapItem {
  id: MapItemId;
  /** Its axis and end in the classic map: x self-expression, y secular-rational. */
  target: Point;
  parts: readonly { question: QuestionId; weights: readonly (number | null)[] }[];
}

export type MapItemId =
  | 'god'
  | 'autonomy'
  | 'abortion'
  | 'pride'
  | 'authority'
  | 'postmaterialism'
  | 'happiness'
  | 'homosexuality'
  | 'petition'
  | 'trust';

const TRADITIONAL: Point = { x: 0, y: -1 };
const SECULAR: Point = { x: 0, y: 1 };
const EXPRESSIVE: Point = { x: 1, y: 0 };
const TEN_STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Chosen as a quality that children should learn. */
const CHOSEN = [1, 0];
/** Say in decisions, and free speech: the postmaterialist two of four aims. */
const POSTMATERIALIST = [0, 1, 0, 1];
const minus = (weights: readonly number[]) => weights.map((weight) => -weight);

/** Higher values: what each id says, more of it (autonomy: independence over obedience and faith). */
export const MAP_ITEMS: readonly MapItem[] = [
  { id: 'god', target: TRADITIONAL, parts: [{ question: 'Q164', weights: TEN_STEPS }] },
  {
    id: 'autonomy',
    target: SECULAR,
    parts: [
      { question: 'Q8', weights: CHOSEN },
      { question: 'Q14', weights: CHOSEN },
      { question: 'Q15', weights: minus(CHOSEN) },
      { question: 'Q17', weights: minus(CHOSEN) }
    ]
  },
  { id: 'abortion', target: SECULAR, parts: [{ question: 'Q184', weights: TEN_STEPS }] },
  { id: 'pride', target: TRADITIONAL, parts: [{ question: 'Q254', weights: [4, 3, 2, 1, null] }] },
  { id: 'authority', target: TRADITIONAL, parts: [{ question: 'Q45', weights: [3, 2, 1] }] },
  {
    id: 'postmaterialism',
    target: EXPRESSIVE,
    parts: [
      { question: 'Q154', weights: POSTMATERIALIST },
      { question: 'Q155', weights: POSTMATERIALIST }
    ]
  },
  { id: 'happiness', target: EXPRESSIVE, parts: [{ question: 'Q46', weights: [4, 3, 2, 1] }] },
  { id: 'homosexuality', target: EXPRESSIVE, parts: [{ question: 'Q182', weights: TEN_STEPS }] },
  { id: 'petition', target: EXPRESSIVE, parts: [{ question: 'Q209', weights: [3, 2, 1] }] },
  { id: 'trust', target: EXPRESSIVE, parts: [{ question: 'Q57', weights: CHOSEN }] }
];

/** All questions that the map rests on. */
export const MAP_QUESTIONS: readonly QuestionId[] = MAP_ITEMS.flatMap(({ parts }) =>
  parts.map(({ question }) => question)
);

/** Some answers, question by question: distributions over the options. */
export type AnswerOf = (question: QuestionId) => ArrayLike<number> | undefined;

/** An item's value under some answers; NaN where one of its questions has none. */
export function itemValue(item: MapItem, answerOf: AnswerOf): number {
  return item.parts.reduce((total, { question, weights }) => {
    const p = answerOf(question);
    if (!p || p.length !== weights.length) return NaN;
    let sum = 0;
    let share = 0;
    weights.forEach((weight, k) => {
      if (weight === null) return;
      sum += weight * (p[k] as number);
      share += p[k] as number;
    });
    return total + sum / share;
  }, 0);
}
