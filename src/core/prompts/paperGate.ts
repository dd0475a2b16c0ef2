import { FREE_PLACES, type GateList } from './gatePrompt.ts';
import { PICTURE_MARKER } from './marker.ts';
import { numberedRules, TASK } from './paperTask.ts';
import { categoryPhrase } from './render.ts';
import { openUserTurn } from './userTurn.ts';
import type { ChatFormat, GenerateJob, PictureCategory, PictureId } from './types.ts';

/**
 * What the paper's prompts for the country of a picture say, rule by rule, in other words. Left out
 * of Listing 2: that skin colour and race are to be gone by. Nothing here asks how a person looks.
 */
const RULES = `You are a helpful assistant who thinks clearly. First look at the picture, then read the question, and answer it from the picture. Where the picture alone gives no answer, put "None".
You are playing a simulation game in which you live among some population. ${TASK} These rules apply:
${numberedRules(
  'The country is not the United States every time.',
  'Name a country, never a continent: for a picture from Nigeria the answer is Nigeria, not Africa.'
)}`;

interface Listing {
  look: string;
  ask: string;
  /** Of the JSON answer. */
  fields: readonly string[];
  /** Enough for the form filled in at length; what runs on is cut off and read as far as it goes. */
  maxTokens: number;
}

const choice = (place: string) => [
  `"${place}-choice": "<country>"`,
  `"${place}-choice-reason": "<why>"`
];

/** Listing 1: pictures of what is typical of a country. One country is asked for. */
const thingsFrom = (category: PictureCategory | null): Listing => ({
  look: `Study the details of the picture, above all the ${categoryPhrase(category)} that a country is known for. Mind people, colours, objects and symbols that can be recognised as well, and work out the country.`,
  ask: 'Going by your best guess about the population, name the one country that the picture is from.',
  fields: [
    '"caption": "<what shows which country the picture belongs to: writing, logos, colours, things, symbols, clothes and whatever else helps>"',
    ...choice('top')
  ],
  maxTokens: 250
});

const LOOK_AT =
  'a) people, if any, and what they do b) clothes, if any c) the background d) the things in it e) writing or logos, if any, and whatever else tells of a culture';

/** Listing 2: pictures of people at home. Five countries are asked for. */
const PEOPLE: Listing = {
  look: `Now study the details of the picture and find what belongs to one culture. Work out the country that it is from, considering ${LOOK_AT}.`,
  ask: 'Now name the five countries that the picture is most likely from, by your best guess, the likeliest first.',
  fields: [`"caption": "<in detail: ${LOOK_AT}>"`, ...FREE_PLACES.flatMap(choice)],
  maxTokens: 450
};

/**
 * The country gate of one picture as the paper puts it: people by its Listing 2, everything else by
 * its Listing 1. Read by `freeRanking`.
 */
export function paperGateJob(
  { id, category }: { id: PictureId; category: PictureCategory | null },
  countries: GateList,
  chat: ChatFormat
): GenerateJob {
  const { look, ask, fields, maxTokens } = category === 'people' ? PEOPLE : thingsFrom(category);
  const names = countries.map(({ name }) => name).join(', ');
  const form = `Answer with JSON in this form and nothing else:\n{${fields.join(', ')}}`;
  return {
    prefix: (chat.begin ?? '') + openUserTurn(chat, RULES + PICTURE_MARKER),
    suffix: `${look}\n${ask} It is one of this list: ${names}.\n${form}${chat.user.close}${chat.assistant.open}`,
    picture: id,
    maxTokens
  };
}
