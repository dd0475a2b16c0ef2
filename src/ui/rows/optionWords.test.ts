import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { hasScale } from '../../core/study/sentences/rowPlaces.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { speak } from '../i18n.ts';
import { ENGLISH, LANGUAGES } from '../languages.ts';
import { capitalised, endWords, optionInside } from './optionWords.ts';

afterEach(() => speak('en', 'en'));

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

test('in every language the ends of a scale begin small, as in the middle of a sentence', async () => {
  const { questions } = await loadSurvey();
  const capitals = LANGUAGES.filter(({ code }) => code !== ENGLISH.code).flatMap(({ code }) => {
    speak(code, code);
    const file = readFileSync(`src/ui/messages/${code}/questions.json`, 'utf8');
    const { options } = JSON.parse(file) as { options: Record<string, string> };
    return questions.filter(hasScale).flatMap((asked) => {
      const shown = asked.options.map((option) => options[option] ?? option);
      const ends = (['first', 'last'] as const).map((end) =>
        endWords({ ...asked, options: shown, asked }, end)
      );
      return ends.filter((end) => /^\p{Lu}/u.test(end)).map((end) => `${code}: ${end}`);
    });
  });
  expect([...new Set(capitals)].sort()).toEqual([
    'de: Freiheit',
    'de: Gleichheit',
    'de: Glück und Beziehungen',
    'de: Sicherheit'
  ]);
});

test('a sentence begins with a capital, behind its quotation mark; a number stays', () => {
  expect(capitalised('“very important” falls')).toBe('“Very important” falls');
  expect(capitalised('“8” falls')).toBe('“8” falls');
  expect(capitalised('„sehr wichtig“ fällt')).toBe('„Sehr wichtig“ fällt');
  expect(capitalised('« très important » baisse')).toBe('« Très important » baisse');
});
