import { describe, expect, it } from 'vitest';
import { CHIP_MARKS, CHIPS, sentenceParts } from './sentenceParts.ts';
import { t } from '../../i18n.ts';

describe('sentenceParts', () => {
  it('holds every chip once, and all of the words, in the catalogue’s order', () => {
    const parts = sentenceParts(t('form.sentence', CHIP_MARKS));
    expect(parts.flatMap((part) => ('chip' in part ? part.chip : []))).toEqual(CHIPS);
    const whole = parts.map((part) =>
      'chip' in part ? `${part.before}[${part.chip}]${part.after}` : part.words
    );
    expect(whole.join('')).toBe(
      t('form.sentence', Object.fromEntries(CHIPS.map((chip) => [chip, `[${chip}]`])))
    );
  });

  it('keeps signs beside their chip, and follows another order of words', () => {
    const { country, picture } = CHIP_MARKS;
    expect(sentenceParts(`In (${country}), zeig ${picture}!`)).toEqual([
      { words: 'In ' },
      { chip: 'country', before: '(', after: '),' },
      { words: ' zeig ' },
      { chip: 'picture', before: '', after: '!' }
    ]);
    expect(sentenceParts(`„${picture}“`)).toEqual([{ chip: 'picture', before: '„', after: '“' }]);
  });
});
