import { beyondChance } from '../../inference/evidence.ts';
import { mean } from '../../mean.ts';
import type { SpecificationEffect } from './multiverse.ts';
import type { Specification } from './specifications.ts';

/** A choice that was varied, and its values. */
export const SPECIFICATION_CHOICES = [
  'template',
  'readout',
  'orders',
  'variant',
  'metric',
  'control',
  'gate'
] as const;
export type SpecificationChoice = (typeof SPECIFICATION_CHOICES)[number];

/** One value of a choice: a row of ticks below the curve. */
export interface ChoiceLevel {
  choice: SpecificationChoice;
  value: string;
  /** Places of the curve with it. */
  at: readonly number[];
  /** Mean effect over these. */
  mean: number;
  /** It is the plan's, or where none is frozen the study's own. */
  own: boolean;
}

export interface SpecificationCurve {
  /** Smallest effect first. */
  points: readonly (SpecificationEffect & { clear: boolean })[];
  /** Choices with two values or more, value by value, the one with the largest mean first. */
  levels: readonly ChoiceLevel[];
  /** Place of the study's own way among the points; -1 where it could not be worked out. */
  own: number;
  /** The own way's rank from the largest effect, counted from 1; null without it. */
  rank: number | null;
  /** Points above the line of no effect, and those beyond chance on each side of it. */
  above: number;
  clearAbove: number;
  clearBelow: number;
}

/** Effects of pointing are read against chance, differences against none. */
export const lineOf = (test: 'pointing' | 'similarity') => (test === 'pointing' ? 0.5 : 0);

/**
 * The ways to analyse a study in the order of what they find. Each p is its own: the ways share
 * their answers, so that how many lie beyond chance is a description, not a test.
 * @param valuesOf what a specification has of every choice, in words that name it; null: no such choice
 * @param own the study's own way
 */
export function specificationCurve(
  effects: readonly SpecificationEffect[],
  test: 'pointing' | 'similarity',
  own: Specification | null,
  valuesOf: (of: Specification) => Record<SpecificationChoice, string | null>
): SpecificationCurve {
  const line = lineOf(test);
  const points = effects
    .map((each) => ({ ...each, clear: beyondChance(each.p) }))
    .sort((a, b) => a.effect - b.effect);
  const values = points.map(valuesOf);
  const wanted = own && valuesOf(own);
  const levels = SPECIFICATION_CHOICES.flatMap((choice): ChoiceLevel[] => {
    const found = [...new Set(values.flatMap((each) => each[choice] ?? []))];
    if (found.length < 2) return [];
    return found
      .map((value) => {
        const at = values.flatMap((each, k) => (each[choice] === value ? [k] : []));
        const effect = mean(at.map((k) => points[k]?.effect as number));
        return { choice, value, at, mean: effect, own: wanted?.[choice] === value };
      })
      .sort((a, b) => b.mean - a.mean);
  });
  const place = wanted
    ? values.findIndex((each) => SPECIFICATION_CHOICES.every((c) => each[c] === wanted[c]))
    : -1;
  return {
    ...{ points, levels, own: place, rank: place < 0 ? null : points.length - place },
    above: points.filter(({ effect }) => effect > line).length,
    clearAbove: points.filter(({ effect, clear }) => clear && effect > line).length,
    clearBelow: points.filter(({ effect, clear }) => clear && effect < line).length
  };
}
