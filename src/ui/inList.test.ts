import { afterEach, expect, it } from 'vitest';
import { speak } from './i18n.ts';
import { inList } from './inList.ts';
import { LANGUAGES } from './languages.ts';

afterEach(() => speak('en', 'en'));

it.each(LANGUAGES)('in $name neighbours do not run into each other', ({ code }) => {
  speak(code, code);
  expect(inList(['1', '4', '7'])).toMatch(/^1\D+4\D+7$/);
});

it('in English commas alone', () => {
  expect(inList(['1', '4', '7'])).toBe('1, 4, 7');
});
