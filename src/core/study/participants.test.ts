import { describe, expect, test } from 'vitest';
import { gateList, inclusionOf, participants } from './participants.ts';
import { PRESETS } from './presets.ts';
import type { Inclusion, Study, StudyPicture } from './studyTypes.ts';

const picture = (id: string, included: Inclusion, country = 'IND'): StudyPicture => ({
  id,
  name: id,
  country,
  category: 'food',
  incomeUsdPerMonth: null,
  licence: null,
  source: null,
  included
});
const study = (on: boolean, pictures: StudyPicture[]) =>
  ({
    gate: { ...PRESETS.recommended.gate, on },
    models: ['a', 'b'].map((model) => ({ model, manifestHash: null })),
    countries: [{ code: 'IND', name: 'Bharat' }],
    pictures
  }) as unknown as Study;

describe('participants', () => {
  const pictures = [
    picture('yes', 'yes'),
    picture('no', 'no'),
    picture('good', 'gate'),
    picture('bad', 'gate'),
    picture('unseen', 'gate'),
    picture('elsewhere', 'yes', 'NGA')
  ];
  const gates = [
    ['no', 'a', true],
    ['good', 'a', true],
    ['good', 'b', true],
    ['bad', 'a', true],
    ['bad', 'b', false]
  ] as const;

  test('a hand counts before the gate; what it has not seen waits; all models must agree', () => {
    const ids = (on: boolean) =>
      participants(
        study(on, pictures),
        gates.map(([id, model, passes]) => ({ picture: id, model, passes }))
      ).map(({ id }) => id);
    expect(ids(true)).toEqual(['yes', 'good']);
    expect(ids(false)).toEqual(['yes', 'good', 'bad', 'unseen']);
  });

  test('a model that has not looked yet holds a picture back', () => {
    expect(
      participants(study(true, pictures), [{ picture: 'good', model: 'a', passes: true }])
    ).toHaveLength(1);
  });
});

test('captions say who decided: a gate by its method, else a hand, else nobody', () => {
  const byGate = study(true, [picture('x', 'no'), picture('y', 'gate')]);
  expect(inclusionOf(byGate)).toBe('gate');
  // As in the bundled example: the gate is asked of pictures that a hand has put in.
  expect(inclusionOf(study(true, [picture('x', 'yes')]))).toBe('hand');
  expect(inclusionOf({ ...byGate, gate: { ...byGate.gate, method: 'free' } })).toBe('gateFree');
  expect(inclusionOf(study(false, [picture('x', 'no')]))).toBe('hand');
  expect(inclusionOf(study(false, [picture('x', 'gate')]))).toBe('all');
});

test("the gate's list: the survey's countries under the study's names, then those it lacks", () => {
  const surveyed = [
    { code: 'IND', name: 'India' },
    { code: 'NLD', name: 'Netherlands' }
  ];
  const own = [
    { code: 'IND', name: 'Bharat' },
    { code: 'WLS', name: 'Wales' }
  ];
  const names = (articles?: boolean) =>
    gateList({ countries: own, gate: { articles } }, { countries: surveyed }).map(
      ({ name }) => name
    );
  expect(names(true)).toEqual(['Bharat', 'the Netherlands', 'Wales']);
  // Studies of earlier versions: their answers go by these names.
  expect(names()).toEqual(['Bharat', 'Netherlands', 'Wales']);
});
