import { expect, it } from 'vitest';
import { progressWords } from './progressWords.ts';

it('tells done, total and left in one unit', () => {
  expect(progressWords(0, 203e6, 'bytes')).toEqual({
    of: '0 MB of 203 MB',
    unit: '',
    left: '203 MB left'
  });
  expect(progressWords(2, 12, 'answers')).toEqual({
    of: '2 of 12',
    unit: 'answered',
    left: '10 left'
  });
});

it('never has less than nothing left', () => {
  expect(progressWords(13, 12, 'files').left).toBe('0 left');
});
