import { describe, expect, it } from 'vitest';
import { CHIPS, sentenceFor, sentenceParts } from './sentenceParts.ts';
import { t } from '../../i18n.ts';

describe('sentenceParts', () => {
  it.each([
    ['form.sentence', false, ['picture', 'model', 'questions', 'country']],
    ['form.sentenceWords', true, ['model', 'told', 'questions', 'country']]
  ] as const)('holds every chip of %s once, and all of the words', (message, wordsOnly, chips) => {
    const parts = sentenceParts(sentenceFor(wordsOnly));
    expect(parts.flatMap((part) => ('chip' in part ? part.chip : []))).toEqual(chips);
    const whole = parts.map((part) =>
      'chip' in part ? `${part.before}[${part.chip}]${part.after}` : part.words
    );
    expect(whole.join('')).toBe(
      t(message, Object.fromEntries(CHIPS.map((chip) => [chip, `[${chip}]`])))
    );
  });

  it('keeps signs beside their chip, and follows another order of words', () => {
    const [country, picture] = ['\u0000country\u0000', '\u0000picture\u0000'];
    expect(sentenceParts(`In (${country}), zeig ${picture}!`)).toEqual([
      { words: 'In ' },
      { chip: 'country', before: '(', after: '),' },
      { words: ' zeig ' },
      { chip: 'picture', before: '', after: '!' }
    ]);
    expect(sentenceParts(`„${picture}“`)).toEqual([{ chip: 'picture', before: '„', after: '“' }]);
  });
});
