import { describe, expect, it, test } from 'vitest';
import { inclusionOf, participants } from './participants.ts';
import { usualHeadline } from './plan/studyPlan.ts';
import { PRESETS } from './presets.ts';
import { studyCues } from './studyCues.ts';
import type { Study, StudyModel, StudyPicture } from './studyTypes.ts';
import { readsWords, someoneSees, withSight } from './wordsOnly.ts';

const reader: StudyModel = { model: 'reader', manifestHash: null, wordsOnly: true };
const seeing: StudyModel = { model: 'seeing', manifestHash: null };
const picture = {
  ...{ id: 'a', name: 'a', country: 'KOR', category: 'food', incomeUsdPerMonth: null },
  ...{ licence: null, source: null, caption: 'a bowl of rice', included: 'gate' }
} as const satisfies StudyPicture;
const study = (...models: StudyModel[]) =>
  ({
    ...{ models, pictures: [picture], countries: [{ code: 'KOR', name: 'South Korea' }] },
    ...{ cues: ['neutral', 'country', 'picture'], seed: 1 },
    controls: ['frame', 'blank', 'shuffled', 'caption'],
    gate: { ...PRESETS.recommended.gate, on: true },
    templates: [],
    readouts: ['text']
  }) as unknown as Study;

describe('models that read words only', () => {
  it('are told captions where they are all that a study has', () => {
    const kinds = (of: Study) => studyCues(of, of.pictures).map(({ kind }) => kind);
    expect(kinds(study(reader))).toEqual(['neutral', 'frame', 'country', 'caption']);
    expect(kinds(study(reader, seeing))).toEqual(kinds(study(seeing)));
    expect(kinds(study())).toContain('picture');
  });

  it('say nothing at the gate', () => {
    expect(participants(study(reader), [])).toEqual([picture]);
    expect(participants(study(reader, seeing), [])).toEqual([]);
    const passed = [{ picture: 'a', model: 'seeing', passes: true }];
    expect(participants(study(reader, seeing), passed)).toEqual([picture]);
    expect([study(reader), study(reader, seeing)].map(inclusionOf)).toEqual(['all', 'gate']);
  });

  it('leave the headline to names, or to the model that sees', () => {
    expect(usualHeadline(study(reader))).toMatchObject({ cue: 'country', model: 'reader' });
    expect(usualHeadline(study(reader, seeing))).toMatchObject({ cue: 'picture', model: 'seeing' });
  });
});

test('what a model turns out to be is written down, and taken back', () => {
  const known = withSight(study(seeing), 'seeing', true);
  expect([readsWords(known, 'seeing'), someoneSees(known)]).toEqual([true, false]);
  expect(withSight(known, 'seeing', true)).toBe(known);
  expect(withSight(known, 'seeing', false).models).toEqual([seeing]);
});
