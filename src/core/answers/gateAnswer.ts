import type { CountryCode } from '../survey/types.ts';
import { FREE_PLACES } from '../prompts/gatePrompt.ts';
import { CountryNames } from '../survey/countryNames.ts';
import type { RankedCountry } from './gateRanking.ts';
import { lenientPairs } from './lenientJson.ts';

/** What a model's free answer to the gate says. */
export interface GateAnswer {
  /** Its choices, first choice first, each country once; empty where it names none of the list. */
  choices: CountryCode[];
  /** Where they were found: in the fields asked for, or only in the running text. */
  from: 'fields' | 'text' | 'nothing';
}

/**
 * The ranking that a free answer gives; empty where no country can be read from it. Running text that
 * mentions more countries than were asked for repeats the list and chooses nothing.
 */
export function freeRanking(
  text: string,
  countries: readonly { code: CountryCode; name: string }[]
): RankedCountry[] {
  const { choices, from } = parseGateAnswer(text, countries);
  if (from === 'text' && choices.length > FREE_PLACES.length) return [];
  return choices.slice(0, FREE_PLACES.length).map((country) => ({ country }));
}

/** Fields that hold a choice; fields that give its reason or describe the picture do not. */
const CHOICE = /choice|country|guess|answer|prediction|^\d+$|^rank/i;
const NOT_A_CHOICE = /reason|why|caption|explanation|confidence|description/i;
const ORDINALS = [
  /top|first|1st|\b1\b|best/i,
  /second|2nd|\b2\b/i,
  /third|3rd|\b3\b/i,
  /fourth|4th|\b4\b/i,
  /fifth|5th|\b5\b/i
];

/**
 * Reads a model's answer, JSON or what became of it: code fences, words around it, trailing commas,
 * single or missing quotes, an end that was cut off, nested fields, lists. Never throws.
 */
export function parseGateAnswer(
  text: string,
  countries: readonly { code: CountryCode; name: string }[]
): GateAnswer {
  const names = new CountryNames(countries);
  const fields = lenientPairs(text)
    .filter(({ key }) => CHOICE.test(key) && !NOT_A_CHOICE.test(key))
    .map(({ key, value }, place) => ({ rank: rankOf(key), place, value }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place);
  const chosen = fields.flatMap(({ value }) => {
    const exact = names.exactly(value);
    return exact ? [exact] : names.mentioned(value).slice(0, 1);
  });
  if (chosen.length > 0) return { choices: [...new Set(chosen)], from: 'fields' };
  // A field that says "none" is an answer; running text around it is not.
  if (fields.length > 0) return { choices: [], from: 'nothing' };
  const mentioned = names.mentioned(text);
  return { choices: mentioned, from: mentioned.length > 0 ? 'text' : 'nothing' };
}

/** Fields without an ordinal keep their places behind those that have one. */
function rankOf(key: string): number {
  const spaced = key.replace(/[-_]/g, ' ').replace(/([a-z])(\d)/gi, '$1 $2');
  const found = ORDINALS.findIndex((ordinal) => ordinal.test(spaced));
  return found < 0 ? ORDINALS.length : found;
}
