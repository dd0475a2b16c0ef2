import { expect, test } from 'vitest';
import { waitingCues } from './waiting.ts';

test('a cue waits until all its planned answers are in, under each way of asking', () => {
  const columns = {
    ...{ length: 4, condition: Uint16Array.of(0, 0, 0, 1), cue: Uint32Array.of(2, 2, 3, 2) }
  };
  const planned = [
    { condition: 0, cue: 2, answers: 2 },
    { condition: 0, cue: 3, answers: 2 },
    { condition: 1, cue: 2, answers: 1 },
    { condition: 1, cue: 3, answers: 1 },
    { condition: 1, cue: 4, answers: 0 }
  ];
  expect(waitingCues(planned, columns)).toEqual([planned[1], planned[3]]);
});
