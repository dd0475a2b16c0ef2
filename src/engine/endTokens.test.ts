import { expect, test } from 'vitest';
import { closingId, endIdsOf } from './endTokens.ts';

test('ends are named as one id or several, in either file, also for the text part alone', () => {
  expect(
    endIdsOf({ eos_token_id: [2, 7] }, { text_config: { eos_token_id: 5 } }, null, undefined, {
      eos_token_id: null
    })
  ).toEqual([2, 7, 5]);
});

test('a turn’s closing mark counts where it is a special token', () => {
  const encode = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  expect(closingId('#\n', encode, [35])).toBe(35);
  expect(closingId('\n', encode, [35])).toBe(null);
  expect(closingId('', encode, [35])).toBe(null);
});
