import { describe, expect, it } from 'vitest';
import type { PromptJob } from '../core/prompts/types.ts';
import { PromptTokens } from './promptTokens.ts';

const IMAGE = 7;
/** A toy tokenizer: one token per character, but two line breaks in a row are one token (1). */
const encode = (text: string) =>
  (text.match(/\n\n|[^]/g) ?? []).map((part) => (part === '\n\n' ? 1 : part.charCodeAt(0)));
const tokens = () => new PromptTokens(encode);
const PICTURE = [IMAGE, IMAGE, IMAGE];
const job = (prefix: string, suffix: string, picture: string | null = null): PromptJob => ({
  prefix,
  suffix,
  picture,
  targets: { kind: 'letters', letters: ['A', 'B'] }
});

describe('PromptTokens', () => {
  it('cuts where the job cuts', () => {
    expect(tokens().tokensOf(job('ab\n', 'c('))).toEqual({
      prefix: encode('ab\n'),
      suffix: encode('c('),
      picture: null,
      kind: 'letters',
      targets: [[65], [66]]
    });
  });

  it('expands the picture marker', () => {
    const asked = tokens();
    const prefixWith = (picture: number[]) =>
      asked.tokensOf(job('a<image>\n', 'b', 'id'), picture).prefix;
    expect(prefixWith(PICTURE)).toEqual([97, IMAGE, IMAGE, IMAGE, 10]);
    // Pictures of one model need not take the same tokens.
    expect(prefixWith([5, IMAGE])).toEqual([97, 5, IMAGE, 10]);
    expect(prefixWith(PICTURE)).toEqual([97, IMAGE, IMAGE, IMAGE, 10]);
  });

  it('moves the cut where the two parts would tokenise differently together', () => {
    const { prefix, suffix } = tokens().tokensOf(job('ab\n', '\nc'));
    expect([...prefix, ...suffix]).toEqual(encode('ab\n\nc'));
    expect(prefix).toEqual(encode('ab'));
  });

  it('keeps at least one token behind the prefix', () => {
    expect(tokens().tokensOf(job('abc', ''))).toMatchObject({ prefix: [97, 98], suffix: [99] });
    expect(() => tokens().tokensOf(job('', ''))).toThrow(/^prompt-empty/);
  });

  it('wants one marker for a picture and none without', () => {
    expect(() => tokens().tokensOf(job('a', 'b', 'id'))).toThrow(/^picture-marker/);
    expect(() => tokens().tokensOf(job('<image>', '<image>', 'id'))).toThrow(/^picture-marker/);
    expect(() => tokens().tokensOf(job('<image>', 'b'))).toThrow(/^picture-marker/);
  });

  it('wants letters of one token, in their place too', () => {
    expect(() => tokens().assertLetters(['A', 'M'])).not.toThrow();
    expect(() => tokens().assertLetters(['AB'])).toThrow(/^letter-tokens/);
    const glues = new PromptTokens((text) => encode(text.replace('(A', '#')));
    expect(() => glues.assertLetters(['A'])).toThrow(/^letter-tokens/);
  });
});
