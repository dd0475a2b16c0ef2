import { brief } from '../../core/prompts/brief.ts';
import { lettersFor } from '../../core/prompts/letters.ts';
import type { TurnPrompt } from '../types.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
];
/** One more than a year has: as many options as the longest question of a survey with all its letters. */
const ANSWERS = [...MONTHS, 'none of these'];

const lettered = (question: string, options: readonly string[]) => {
  const letters = lettersFor(options.length);
  return [question, ...options.map((option, k) => `(${letters[k]}) ${option}`)].join('\n');
};

/** A question of the form that all are asked in, with a letter for each of `count` months. */
export function monthQuestion(count: number): TurnPrompt {
  return {
    system: null,
    user: lettered('Which month comes after March?', ANSWERS.slice(0, count)),
    picture: null,
    opened: brief.letterLeadIn
  };
}

/** What opens the prompts that are asked beside the first one: they have nothing in common with it. */
export const MATES: readonly string[] = ['first', 'second', 'third'].map(
  (speaker) => `The ${speaker} speaker asks about the calendar.`
);

/** Begun so far that whoever goes on with it has to go on with "six". */
export const COUNTING: TurnPrompt = {
  system: null,
  user: 'Count from one to ten in words, with commas between them, and write nothing else.',
  picture: null,
  opened: 'one, two, three, four, five,'
};
export const goesOn = (text: string) => /^\W*(six|6)\b/i.test(text);

const COLOURS = ['red', 'green', 'blue', 'yellow'];

/** About a square of one colour. */
export function colourQuestion(picture: string): TurnPrompt {
  return {
    system: null,
    user: lettered('Which colour is the square in the picture?', COLOURS),
    picture,
    opened: brief.letterLeadIn
  };
}
/** The same for servers that may not tell all letters: in a word. */
export function colourWord(picture: string): TurnPrompt {
  return {
    system: null,
    user: 'Which colour is the square in the picture? Answer in one word.',
    picture,
    opened: ''
  };
}
