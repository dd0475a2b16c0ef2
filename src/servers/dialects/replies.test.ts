import * as v from 'valibot';
import { expect, test } from 'vitest';
import { chatReply } from './replies.ts';

test('what llama.cpp says of a token that is ruled out spoils no reply', () => {
  const lowest = -3.4028234663852886e38;
  const content = [{ token: 'A', logprob: -0.1, top_logprobs: [{ token: 'B', logprob: lowest }] }];
  const reply = { choices: [{ message: { content: 'A' }, logprobs: { content } }] };
  expect(v.safeParse(chatReply, reply).success).toBe(true);
});
