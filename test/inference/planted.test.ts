import { describe, expect, it } from 'vitest';
import { specificity } from '../../src/core/inference/specificity.ts';
import { mean } from '../../src/core/mean.ts';
import type { Control } from '../../src/core/measures/controls.ts';
import { pointCues, type PointingKind } from '../../src/core/study/studyPointing.ts';
import { plantedStudy, type PlantedEffects } from './planted.ts';

const STUDIES = 60;

/** How often a planted effect is found at .05, and the mean own-country percentile. */
function found(
  effects: Omit<PlantedEffects, 'seed'>,
  kind: PointingKind = 'country',
  control: Control = 'others'
) {
  const studies = Array.from({ length: STUDIES }, (_, seed) => {
    const study = plantedStudy({ ...effects, seed });
    const pointed = pointCues(study, { condition: 0, kind, variant: 'raw', control });
    if (typeof pointed === 'string') throw new Error(pointed);
    return { pointed, ...specificity(pointed.cosine, pointed.own, seed) };
  });
  return {
    power: mean(studies.map(({ p }) => Number((p ?? 1) < 0.05))),
    percentile: mean(studies.map(({ meanPercentile }) => meanPercentile)),
    /** How often the country that everything was moved towards is the one pointed to most. */
    towardsOne: mean(
      studies.flatMap(({ pointed: { cosine } }) =>
        cosine.map((row) => Number(row[39] === Math.max(...row)))
      )
    )
  };
}

describe('a planted effect', () => {
  it.each(['country', 'picture'] as const)('is found the surer the larger it is: %s', (kind) => {
    const effects = [0, 0.05, 0.1, 0.2, 0.4];
    const results = effects.map((own) => found({ own, template: 0, countries: 10 }, kind));
    const power = results.map((each) => each.power);
    const percentile = results.map((each) => each.percentile);
    expect(power).toEqual(power.toSorted((a, b) => a - b));
    expect(percentile).toEqual(percentile.toSorted((a, b) => a - b));
    // Nothing planted: chance, within three standard errors of so many studies.
    expect(power[0]).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / STUDIES));
    expect(Math.abs((percentile[0] as number) - 0.5)).toBeLessThan(0.04);
    expect(power.at(-1)).toBeGreaterThan(0.95);
    expect(percentile.at(-1)).toBeGreaterThan(0.8);
  });

  it('grows with the number of countries', () => {
    const power = [5, 10, 25].map((countries) => found({ own: 0.1, template: 0, countries }).power);
    expect(power[0]).toBeLessThan(power[1] as number);
    expect(power[1]).toBeLessThan(power[2] as number);
  });

  it('of the template, all cues moved alike, is not found', () => {
    const template = { own: 0, template: 0.4, countries: 10 };
    const { power, percentile } = found(template);
    expect(power).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / STUDIES));
    expect(Math.abs(percentile - 0.5)).toBeLessThan(0.04);
    // It is there: against the frame nearly all names point to that one country.
    expect(found(template, 'country', 'frame').towardsOne).toBeGreaterThan(0.8);
    expect(found(template, 'picture', 'blank').towardsOne).toBeGreaterThan(0.8);
    // And even then it makes no specificity: it is the same for all.
    expect(found(template, 'country', 'frame').power).toBeLessThanOrEqual(0.15);
  });
});
