import { expect, test } from 'vitest';
import { capitalised, endWords, optionInside } from './optionWords.ts';

const question = (options: string[], continuations: string[]) => ({ options, continuations });

test('inside a sentence an option begins small, but not a name and not “I”', () => {
  const inside = (option: string, answer: string) => optionInside(question([option], [answer]), 0);
  expect(inside('Very important', ' very important')).toBe('very important');
  expect(inside('None at all', ' no confidence at all')).toBe('none at all');
  expect(inside('France', ' France')).toBe('France');
  expect(inside('Muslim', ' a Muslim')).toBe('Muslim');
  expect(inside('I trust them', ' trust them')).toBe('I trust them');
  expect(inside('UN reform', ' the reform')).toBe('UN reform');
  expect(inside('2', ' two')).toBe('2');
});

test('a data set without answer sentences keeps its letters', () => {
  expect(optionInside(question(['Sehr wichtig'], []), 0)).toBe('Sehr wichtig');
});

test('at the ends of a scale of numbers stand its words', () => {
  const scale = question(
    ['1 (never justified)', '2', '10 (always justified)'],
    [' one', ' two', ' ten']
  );
  expect(endWords(scale, 'first')).toBe('never justified');
  expect(endWords(scale, 'last')).toBe('always justified');
  expect(endWords(question(['1', '2'], []), 'last')).toBe('2');
});

test('a sentence begins with a capital, behind its quotation mark; a number stays', () => {
  expect(capitalised('“very important” falls')).toBe('“Very important” falls');
  expect(capitalised('“8” falls')).toBe('“8” falls');
});
