import { describe, expect, test } from 'vitest';
import { packShares } from '../../survey/surveyShares.ts';
import { makeStudy } from '../fixtures/study.ts';
import { studySpecificity } from '../studySpecificity.ts';
import { StudyStats } from '../studyStats.ts';
import { specificationCurve } from './curve.ts';
import { Multiverse, type SpecificationEffect } from './multiverse.ts';
import {
  ownSpecification,
  specificationsOf,
  type MultiverseChoices,
  type Specification
} from './specifications.ts';

const made = makeStudy({
  ...{ conditions: 2, countries: 6, questions: 30, surveyed: 30 },
  categories: ['food', 'dress']
});
/** One model, two templates, letters in two orders; half of the pictures recognised. */
const frame = {
  ...made.frame,
  conditions: ['a@1', 'b@1'].map((template) => ({
    ...{ model: 'm', template, readout: 'letter' as const }
  }))
};
const study = new StudyStats(
  frame,
  made.columns,
  packShares(frame.questions, (id) => made.figuresOf(id))
);
const recognised = frame.pictures.filter((_, k) => k % 2 === 0).map(({ id }) => id);
const CHOICES: MultiverseChoices = {
  ...{ test: 'pointing', cue: 'picture', model: 'm', orders: 'forward+reverse' },
  ...{ recognised, seed: 3 }
};
const OWN = {
  condition: 1,
  orders: 'forward+reverse',
  variant: 'pmi',
  metric: 'jsd-bits'
} as const;

describe('specifications', () => {
  test('of pointing: template x orders x control x gate', () => {
    // Asked as controls: nothing but the neutral cue; `others` needs no asking.
    expect(specificationsOf(study, CHOICES)).toHaveLength(2 * 2 * 2 * 2);
    expect(specificationsOf(study, { ...CHOICES, cue: 'country' })).toHaveLength(2 * 2 * 2);
  });

  test('of similarity: template x orders x metric x gate; all recognised is no choice', () => {
    const similarity = { ...CHOICES, test: 'similarity' } as const;
    expect(specificationsOf(study, similarity)).toHaveLength(2 * 2 * 4 * 2);
    const all = frame.pictures.map(({ id }) => id);
    expect(specificationsOf(study, { ...similarity, recognised: all })).toHaveLength(2 * 2 * 4);
    expect(specificationsOf(study, { ...similarity, model: 'other' })).toEqual([]);
  });
});

describe('effects', () => {
  const at = (universe: Multiverse, own: Specification | null) => {
    if (!own) throw new Error('None.');
    return universe.effect(universe.specifications.indexOf(own));
  };

  test('the own way has the numbers of the figure that it heads', () => {
    const universe = new Multiverse(study, CHOICES);
    const own = ownSpecification(universe.specifications, { ...OWN, control: 'others' });
    const figure = studySpecificity(study, {
      ...{ condition: 1, kind: 'picture', variant: 'pmi', control: 'others' },
      ...{ metric: 'jsd-bits', seed: 3 }
    });
    if (typeof figure === 'string') throw new Error(figure);
    expect(at(universe, own)).toMatchObject({
      ...{ effect: figure.meanPercentile, p: figure.p, cues: figure.cues.length }
    });
  });

  test('of similarity too', () => {
    const universe = new Multiverse(study, { ...CHOICES, test: 'similarity' });
    const own = ownSpecification(universe.specifications, { ...OWN, control: null });
    const { pools } = study.results({ metric: 'jsd-bits', variant: 'pmi', seed: 3 });
    const pool = pools.find((each) => each.condition === 1 && each.pool === 'all');
    expect(pool?.difference?.mean).toBeDefined();
    expect(at(universe, own)?.effect).toBe(pool?.difference?.mean);
  });

  test('gate and orders change what is compared', () => {
    const universe = new Multiverse(study, CHOICES);
    const found = universe.specifications.map((_, k) => universe.effect(k));
    const cues = (gate: 'on' | 'off') =>
      new Set(found.flatMap((each) => (each?.gate === gate ? each.cues : [])));
    expect(cues('off')).toEqual(new Set([12]));
    expect(cues('on')).toEqual(new Set([6]));
    const effects = new Set(found.map((each) => each?.effect));
    expect(effects.size).toBeGreaterThan(8);
  });
});

describe('the curve', () => {
  const effect = (
    control: 'others' | 'none',
    condition: number,
    value: number,
    p: number
  ): SpecificationEffect => ({
    ...{ condition, control, orders: null, variant: null, metric: null, gate: null },
    ...{ effect: value, p, questions: 10, cues: 5 }
  });
  const valuesOf = ({ condition, control }: Specification) => ({
    ...{ template: `t${condition}`, readout: 'words', orders: null, variant: null },
    ...{ metric: null, control, gate: null }
  });
  const effects = [
    effect('others', 0, 0.7, 0.01),
    effect('others', 1, 0.6, 0.2),
    effect('none', 0, 0.4, 0.9),
    effect('none', 1, 0.3, 0.02)
  ];
  const own = { ...(effects[1] as SpecificationEffect) };

  test('counts both sides of chance, and ranks the own way from the top', () => {
    const curve = specificationCurve(effects, 'pointing', own, valuesOf);
    expect(curve.points.map((point) => point.effect)).toEqual([0.3, 0.4, 0.6, 0.7]);
    expect(curve).toMatchObject({ own: 2, rank: 2, above: 2, clearAbove: 1, clearBelow: 1 });
  });

  test('has a row for each value of each choice that was varied, with its mean', () => {
    const { levels } = specificationCurve(effects, 'pointing', own, valuesOf);
    expect(levels.map(({ choice, value }) => `${choice} ${value}`)).toEqual([
      ...['template t0', 'template t1', 'control others', 'control none']
    ]);
    const others = levels.find(({ value }) => value === 'others');
    expect(others).toMatchObject({ own: true, at: [2, 3] });
    expect(others?.mean).toBeCloseTo(0.65, 12);
  });

  test('without an own way none is marked', () => {
    const curve = specificationCurve(effects, 'similarity', null, valuesOf);
    expect(curve).toMatchObject({ own: -1, rank: null, above: 4 });
    expect(curve.levels.some((level) => level.own)).toBe(false);
  });
});
