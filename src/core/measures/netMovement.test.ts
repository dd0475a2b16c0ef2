import { expect, test } from 'vitest';
import { AnswerColumnsBuilder } from '../answers/answerColumns.ts';
import type { Cue } from '../prompts/types.ts';
import { says } from '../study/fixtures/studyOf.ts';
import { StudyData } from '../study/studyData.ts';
import { packShares } from '../survey/surveyShares.ts';
import { askedControls, controlCues, missingControls, referenceCues } from './controls.ts';
import { beatsReach } from './fromControl.ts';
import { beatsControl, netMovement } from './netMovement.ts';

const blank = (name: 'grey' | 'white' | 'noise'): Cue => ({
  kind: 'blank',
  blank: name,
  category: null
});
const picture = (id: string): Cue => ({ kind: 'picture', picture: id, category: null });
const cues: Cue[] = [
  { kind: 'neutral' },
  blank('grey'),
  blank('white'),
  blank('noise'),
  picture('p'),
  picture('q'),
  { kind: 'frame' },
  { kind: 'country', country: 'KOR', name: 'South Korea' },
  { kind: 'shuffled', picture: 'p', seed: 1, category: null }
];
/** One ordinal question of three options, one nominal of three; answers cue by cue. */
const answers = [
  [
    [1, 0, 0],
    [0.6, 0.2, 0.2],
    [0.6, 0.4, 0],
    [0.6, 0, 0.4],
    [0, 0, 1],
    [0.5, 0.3, 0.2],
    [0.5, 0, 0.5],
    [0, 0.5, 0.5],
    [0, 1, 0]
  ],
  [
    [0, 0, 1],
    [1, 0, 0],
    [0.8, 0.2, 0],
    [1, 0, 0],
    [0.9, 0, 0.1],
    [0, 1, 0],
    [1, 0, 0],
    [0.5, 0.5, 0],
    [0, 0, 1]
  ]
];
const builder = new AnswerColumnsBuilder();
answers.forEach((list, question) =>
  list.forEach((p, cue) => builder.add({ condition: 0, cue, question }, says(`q${question}`, p)))
);
const questions = (['ordinal', 'nominal'] as const).map((scale, q) => ({
  id: `q${q}`,
  scale,
  topic: 'Security' as const
}));
const shown = ['p', 'q'].map((id) => ({
  ...{ id, country: 'KOR', category: null, incomeUsdPerMonth: null }
}));
const study = new StudyData(
  {
    ...{ conditions: [{ model: 'm', template: 't@1', readout: 'text' }], cues, questions },
    ...{ countries: [], pictures: shown }
  },
  builder.finish(),
  packShares(questions, () => new Map())
);
const net = (cue: number, control: Parameters<typeof controlCues>[2]) =>
  netMovement(study, { condition: 0, cue, control, variant: 'raw' });

test('the blanks’ mean is the zero of a picture; their largest distance is what it must beat', () => {
  const found = net(4, 'blank');
  // Blanks stand at .3, .2 and .4 of the scale.
  expect(found.shift[0]).toBeCloseTo(0.7);
  expect(found.size[0]).toBeCloseTo(0.7);
  expect(found.reach[0]).toBeCloseTo(0.2);
  // No order: total variation from the mean (.933 .067 0).
  expect(found.shift[1]).toBeNaN();
  expect(found.size[1]).toBeCloseTo(0.1);
  expect(found.reach[1]).toBeCloseTo(0.2);
  expect(beatsControl(found)).toEqual([true, false]);
  expect(beatsControl(net(5, 'blank'))).toEqual([false, true]);
});

test('a move that reads as none beats no control, however well its blanks agree', () => {
  expect(beatsReach({ size: 0.004, reach: 0 })).toBe(false);
  expect(beatsReach({ size: 0.006, reach: 0 })).toBe(true);
  expect(beatsReach({ size: 0.006, reach: 0.007 })).toBe(false);
});

test('each control has its own cues', () => {
  const of = (cue: number, control: Parameters<typeof controlCues>[2]) =>
    controlCues(study.frame, cue, control);
  expect(of(4, 'none')).toEqual([0]);
  expect(of(4, 'blank')).toEqual([1, 2, 3]);
  expect(of(4, 'shuffled')).toEqual([8]);
  expect(of(5, 'shuffled')).toEqual([]);
  expect(of(4, 'others')).toEqual([5]);
  expect(of(7, 'frame')).toEqual([6]);
  expect(of(4, 'frame')).toEqual([]);
  expect(net(7, 'frame').shift[0]).toBeCloseTo(0.25);
  expect(net(4, 'others').shift[0]).toBeCloseTo(0.65);
  expect(net(4, 'none').reach[0]).toBeNaN();
});

test('an answer is measured from its usual control, from no cue, or a picture’s from the name', () => {
  expect(referenceCues(cues, 4, 'control')).toEqual([1, 2, 3]);
  expect(referenceCues(cues, 7, 'control')).toEqual([6]);
  expect(referenceCues(cues, 4, 'neutral')).toEqual([0]);
  expect(referenceCues(cues, 4, 'country')).toEqual([7]);
  expect(referenceCues(cues, 7, 'country')).toEqual([]);
  expect(referenceCues(cues, 1, 'control')).toEqual([]);
  expect(referenceCues(cues.slice(4), 0, 'control')).toEqual([]);
});

test('what was not asked is missing, not zero', () => {
  expect([...net(5, 'caption').size]).toEqual([NaN, NaN]);
  expect(beatsControl(net(5, 'caption'))).toEqual([false, false]);
});

test('what was asked as a control, and what cues of earlier studies stand without', () => {
  expect(askedControls({ cues })).toEqual(['frame', 'blank', 'shuffled']);
  expect(missingControls({ cues })).toEqual([]);
  const plain = cues.filter(({ kind }) => ['neutral', 'country', 'picture'].includes(kind));
  expect(askedControls({ cues: plain })).toEqual([]);
  expect(missingControls({ cues: plain })).toEqual(['blank', 'frame']);
  expect(missingControls({ cues: plain.filter(({ kind }) => kind !== 'picture') })).toEqual([
    'frame'
  ]);
  expect(missingControls({ cues: [{ kind: 'neutral' }] })).toEqual([]);
});
