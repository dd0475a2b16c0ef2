import { PreTrainedTokenizer } from '@huggingface/transformers';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openUserTurn } from '../core/prompts/userTurn.ts';
import type { ChatFormat } from '../core/prompts/types.ts';
import { PromptTokens } from './promptTokens.ts';

const folder = 'models/pocket-llava';
const json = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as object;
const tokenizer = new PreTrainedTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
const encode = (text: string) =>
  tokenizer(text, { add_special_tokens: false, return_tensor: false }).input_ids as number[];
const PICTURE = [49152, 49152];

/** Turns as single models open them: behind a line, a space, a word or the picture itself. */
const OPENINGS: ChatFormat['user'][] = [
  { open: '<|im_start|>user\n', close: '', picture: '<|im_start|>user\n<image>\n' },
  { open: '<|im_start|>user \n', close: '', picture: '<|im_start|>user <image>\n' },
  { open: 'User: ', close: '', picture: 'User:<image>' },
  { open: 'USER:', close: '', picture: 'USER:<image> ' },
  { open: '<|im_start|>user\n\n', close: '', picture: '<|im_start|>user\n\n<image>' }
];

it('prefix and suffix give the tokens of the whole, however a turn opens', () => {
  const words = fc.constantFrom('', 'Look.', 'One (', 'You live in a', '1', '\n\n');
  fc.assert(
    fc.property(
      fc.constantFrom(...OPENINGS),
      fc.boolean(),
      words,
      fc.constantFrom('How often?', 'a concert', '(A) never', '1984', '"Yes"', 'é'),
      (user, seen, cue, suffix) => {
        const chat = { user, system: { open: '', close: '' }, assistant: { open: '' } };
        const prefix = openUserTurn(chat, (seen ? '<image>\n' : '') + cue);
        const picture = seen ? 'id' : null;
        const tokens = new PromptTokens(encode);
        const apart = tokens.promptOf({ prefix, suffix, picture }, PICTURE);
        // The picture's tokens are no text: what stands before and behind them is tokenised apart.
        const [before = '', ...behind] = (prefix + suffix).split('<image>');
        const whole = [before, ...behind].flatMap((text, k) => [
          ...(k > 0 ? PICTURE : []),
          ...(text === '' ? [] : encode(text))
        ]);
        expect([...apart.prefix, ...apart.suffix]).toEqual(whole);
        expect(apart.suffix.length).toBeGreaterThan(0);
      }
    ),
    { numRuns: 400 }
  );
});
