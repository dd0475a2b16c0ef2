import { afterEach, expect, it } from 'vitest';
import { speak } from './i18n.ts';
import { inList, inRow } from './inList.ts';
import { LANGUAGES } from './languages.ts';

afterEach(() => speak('en', 'en'));

it.each(LANGUAGES)('in $name neighbours do not run into each other', ({ code }) => {
  speak(code, code);
  expect(inList(['1', '4', '7'])).toMatch(/^1\D+4\D+7$/);
  expect(inRow(['1', '4', '7'])).toMatch(/^1(\D+)4\1/);
});

it('in English commas alone', () => {
  expect(inList(['1', '4', '7'])).toBe('1, 4, 7');
});

it('a row has no last word: the same mark stands between any two', () => {
  expect(inRow(['a', 'b', 'c'])).toBe('a, b, c');
  speak('es', 'es');
  expect(inRow(['a', 'b', 'c'])).toBe('a, b, c');
  speak('zh', 'zh');
  expect(inRow(['a', 'b'])).toBe('a、b');
  expect(inRow(['a'])).toBe('a');
});
