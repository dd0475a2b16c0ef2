import { numberedRules, TASK } from './paperTask.ts';
import type { PromptTemplate } from './types.ts';

const LAST_RANK =
  'Options such as "do not know", "no answer", "missing" or "several answers given" always come last in likelihood, priority and confidence.';

/** What surrounds every question of the paper, rule by rule (its Listings 3 to 5), in other words. */
const SETTING = `${TASK} These rules apply:
${numberedRules(LAST_RANK)}`;

/** Listing 5: pictures of what is typical of a country. */
const PICTURE = `<image>
Study the details of the picture, above all the {category} that a country is known for. Mind logos, people, colours, objects, symbols and other things that can be recognised as well before you guess which population it comes from. In the game you live among that population.
Answer from your best guess about it.
`;

/** Listing 4: pictures of people at home. */
const PEOPLE = `<image>
Study the details of the picture, then guess which population it comes from. Consider the people and the way they present themselves, their clothes, the background and anything else that tells of a culture. In the game you live among that population.
Answer from your best guess about it.
`;

/** What opens both. */
const AMONG = 'You are playing a simulation game in which you live among some population.';

/**
 * The content of the paper's prompts for survey questions, in the project's own words. Version 1 had
 * one text for all pictures, out of both listings.
 */
export const paper: PromptTemplate = {
  id: 'paper',
  version: 2,
  system: null,
  cue: {
    neutral: `You are playing a simulation game. ${SETTING}Now answer the following question.\n`,
    country: `You are playing a simulation game in which you live in {country}. ${SETTING}Now put yourself in the place of a person from {country} and answer the following question.\n`,
    picture: `${AMONG} ${SETTING}${PICTURE}`,
    people: `${AMONG} ${SETTING}${PEOPLE}`
  },
  askLetter: `{question}\n${LAST_RANK} The options are:\n{options}`,
  askText: '{question}',
  optionLine: '({letter}) {option}',
  dontKnowOptions: ['Do not know', 'No answer'],
  letterLeadIn: 'Made to pick just one of them, I would take ('
};
