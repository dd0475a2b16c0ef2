import { expect, test } from 'vitest';
import { testQuestion } from '../core/fixtures/asking.ts';
import type { Cue } from '../core/prompts/types.ts';
import { says } from '../core/study/fixtures/studyOf.ts';
import { exportNet } from './netExport.ts';

const cues: Cue[] = [
  { kind: 'neutral' },
  ...(['grey', 'white'] as const).map((blank): Cue => ({ kind: 'blank', blank, category: null })),
  { kind: 'picture', picture: 'p', category: null },
  { kind: 'picture', picture: 'q', category: null },
  { kind: 'caption', picture: 'p', caption: 'a mosque', category: null }
];
const question = { ...testQuestion('Q1', 3), scale: 'ordinal' as const };
const nominal = { ...testQuestion('Q2', 3), scale: 'nominal' as const };
/** Of Q1; of Q2 only the blanks' answers and that with picture p are there. */
const answers = [
  [1, 0, 0],
  [0.6, 0.2, 0.2],
  [0.6, 0.4, 0],
  [0, 0, 1],
  [0.6, 0.3, 0.1],
  [0, 0.5, 0.5]
].map((p, cue) => ({ ...says('Q1', p), cue: cues[cue] as Cue }));
const some = [1, 2, 3].map((cue) => ({
  ...says('Q2', cue < 3 ? [0.5, 0.5, 0] : [0, 0, 1]),
  cue: cues[cue] as Cue
}));
const record = {
  plan: { cues, questions: [question, nominal] },
  variant: 'raw' as const,
  answers: [...answers, ...some]
};

test('each picture against each control that it has, question by question', () => {
  const net = exportNet(record, ['none', 'blank', 'shuffled', 'caption', 'others']);
  expect(net.map(({ cue, control, from }) => [cue, control, from])).toEqual([
    [3, 'none', [0]],
    [3, 'blank', [1, 2]],
    [3, 'caption', [5]],
    [3, 'others', [4]],
    [4, 'none', [0]],
    [4, 'blank', [1, 2]],
    [4, 'others', [3]]
  ]);
  const told = (cue: number, control: string) =>
    net.find((one) => one.cue === cue && one.control === control)?.questions;
  const close = (value: number): unknown => expect.closeTo(value, 12);
  expect(told(3, 'blank')).toEqual([
    { question: 'Q1', shift: close(0.75), size: close(0.75), reach: close(0.1), beats: true },
    { question: 'Q2', shift: null, size: close(1), reach: close(0), beats: true }
  ]);
  expect(told(4, 'blank')).toEqual([
    { question: 'Q1', shift: close(0), size: close(0), reach: close(0.1), beats: false },
    { question: 'Q2', shift: null, size: null, reach: null, beats: null }
  ]);
  expect(told(3, 'caption')?.[0]).toEqual({
    ...{ question: 'Q1', shift: close(0.25), size: close(0.25), reach: null, beats: null }
  });
  expect(JSON.parse(JSON.stringify(net))).toEqual(net);
});
