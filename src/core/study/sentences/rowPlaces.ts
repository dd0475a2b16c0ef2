import {
  answerDistance,
  beatsReach,
  countsFrom,
  fromControl,
  meanAnswer,
  scalePlace
} from '../../measures/fromControl.ts';
import { hasPosition } from '../../measures/positions.ts';
import type { Distribution, Question, Scale } from '../../survey/types.ts';

/** The answers to one question that are set side by side; what is not there is null or empty. */
export interface RowAnswers {
  scale: Scale;
  /** Their mean is what movement is measured from. */
  zeros: readonly Distribution[];
  neutral: Distribution | null;
  name: Distribution | null;
  /** What moved; without pictures it is the name. */
  pictures: readonly Distribution[];
  people: readonly Distribution[];
}

/** How far one answer is from the zero, and from whom else it is measured. */
export interface RowMove {
  /** |E[answer] - E[zero]| in scale lengths, total variation without an order; in [0, 1]. */
  size: number;
  /** The same with its sign, positive towards the last option; null without an order. */
  shift: number | null;
  /** Farther than the zero's answers lie apart? Null where that is not known. */
  beyond: boolean | null;
  /** Distances, measured alike, from the answer to no cue and from the first people's; null without them. */
  fromNeutral: number | null;
  fromPeople: number | null;
}

/** Where the marks of a row stand, from 0 to 1. */
export interface RowPlaces {
  /** On the question's own scale; else by their distance from the zero, and people are not placed. */
  ordered: boolean;
  zero: number | null;
  /** The zero give or take what counts as a move from it: what stands outside is counted. */
  band: readonly [number, number] | null;
  neutral: number | null;
  name: number | null;
  pictures: readonly (number | null)[];
  people: readonly (number | null)[];
}

/** Do answers to a question stand on its own scale, before any of them is known? */
export function hasScale({ scale, options }: Pick<Question, 'scale' | 'options'>): boolean {
  return hasPosition(scale, options.length);
}

/** The mean of the zero's answers, option by option; null without any. */
export function zeroOfRow({ zeros }: Pick<RowAnswers, 'zeros'>): Distribution | null {
  return zeros.length > 0 ? meanAnswer(zeros) : null;
}

/** Largest distance between two of the zero's answers; null for fewer than two. */
export function reachOfRow({ scale, zeros }: Pick<RowAnswers, 'scale' | 'zeros'>): number | null {
  const [first] = zeros;
  return first && zeros.length > 1 ? fromControl(scale, first, zeros).reach : null;
}

/** The answers that moved, the pictures' or the name's. */
export function moversOf({
  pictures,
  name
}: Pick<RowAnswers, 'pictures' | 'name'>): Distribution[] {
  if (pictures.length > 0) return [...pictures];
  return name ? [name] : [];
}

/** One for each mover; empty without a zero. */
export function movesOf(row: RowAnswers): RowMove[] {
  const { scale, zeros, neutral, people } = row;
  if (zeros.length === 0) return [];
  const [persons] = people;
  return moversOf(row).map((own) => {
    const { shift, size, reach } = fromControl(scale, own, zeros);
    return {
      size,
      shift: Number.isNaN(shift) ? null : shift,
      beyond: Number.isNaN(reach) ? null : beatsReach({ size, reach }),
      fromNeutral: neutral && answerDistance(scale, own, neutral),
      fromPeople: persons ? answerDistance(scale, own, persons) : null
    };
  });
}

/** Distance from the first people's answer, for any answer of the row; null without people. */
export function distanceFromPeople(
  { scale, people }: Pick<RowAnswers, 'scale' | 'people'>,
  own: Distribution | null
): number | null {
  const [persons] = people;
  return persons && own ? answerDistance(scale, own, persons) : null;
}

/**
 * Expected positions in scale lengths. Options without an order have none: there each answer stands as
 * far along as it is from the zero, so that outside the band is counted there too; people, whose
 * distance from the zero says nothing of the picture's from them, are left to the table.
 */
export function placesOf(row: RowAnswers): RowPlaces {
  const { scale, neutral, name, pictures, people } = row;
  const zero = zeroOfRow(row);
  const reach = reachOfRow(row);
  const all = [zero, neutral, name, ...pictures, ...people];
  const options = all.find((each) => each !== null)?.length ?? 0;
  const ordered = hasPosition(scale, options);
  const place = (p: Distribution | null): number | null => {
    if (!p) return null;
    if (ordered) return scalePlace(scale, p);
    return zero && answerDistance(scale, p, zero);
  };
  const middle = place(zero);
  return {
    ordered,
    zero: middle,
    band:
      middle === null || reach === null
        ? null
        : [
            Math.max(0, middle - countsFrom({ reach })),
            Math.min(1, middle + countsFrom({ reach }))
          ],
    neutral: place(neutral),
    name: place(name),
    pictures: pictures.map(place),
    people: people.map((p) => (ordered ? place(p) : null))
  };
}

/** How far along the scale each answer stands as whole hundredths; null without an order. */
export function placeInHundred(scale: Scale, p: Distribution): number | null {
  const place = scalePlace(scale, p);
  return place === null ? null : wholePercent(place);
}

/** A share or distance in [0, 1] as whole hundredths: what sentences, tables and bars all state. */
export function wholePercent(share: number): number {
  return Math.round(share * 100);
}
