import { expect, it } from 'vitest';
import { ENGLISH, pickLanguage, type Language } from './languages.ts';

const made = (code: string): Language => ({ code, name: code, dir: 'ltr', checked: false });
const offered = [ENGLISH, made('pt'), made('zh')];
const pick = (asked: string | null, chosen: string | null, ...preferred: string[]) =>
  pickLanguage(asked, chosen, preferred, offered).code;

it('takes the address before the choice, the choice before the browser', () => {
  expect(pick('zh', 'pt', 'en')).toBe('zh');
  expect(pick(null, 'pt', 'zh')).toBe('pt');
  expect(pick(null, null, 'fi-FI', 'zh-Hant-TW', 'pt')).toBe('zh');
  expect(pick(null, 'en', 'pt')).toBe('en');
});

it('passes over what is not on offer, and ends in English', () => {
  expect(pick('xx', 'fi', 'pt-BR')).toBe('pt');
  expect(pick('PT_br', null)).toBe('pt');
  expect(pick('', '', 'toString', '__proto__')).toBe('en');
});
