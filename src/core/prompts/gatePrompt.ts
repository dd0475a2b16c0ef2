import { PICTURE_MARKER } from './marker.ts';
import { openUserTurn } from './userTurn.ts';
import type { ChatFormat, GenerateJob, PictureId, PromptJob } from './types.ts';
import type { CountryCode } from '../survey/types.ts';

/** A country as the gate's prompt names it. */
export interface GateCountry {
  code: CountryCode;
  name: string;
}

/** The names that a picture is held against. */
export type GateList = readonly GateCountry[];

const ASK =
  'Look at everything that tells of a place: things, buildings, clothes, people, writing, symbols and colours. Which country is it from?';
const LEAD_IN = 'It is from';

/** Places of the countries that a free answer is asked for. */
export const FREE_PLACES = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

/** Fields of the free answer, likeliest country first; the caption makes the model look first. */
const FIELDS = FREE_PLACES.map((place) => `"${place}-choice": "<country>"`);
const FORM = `{"caption": "<what the picture shows, in one sentence>", ${FIELDS.join(', ')}}`;
/** Enough for the form with a long caption; what runs on is cut off and read as far as it goes. */
const ANSWER_TOKENS = 200;

/**
 * The country gate of one picture as one job: the log-probability of every name as the answer's
 * continuation, so that no letter has to be read. A full stop closes each name; without it "Niger"
 * would count the beginning of "Nigeria".
 * @param picture null asks the same without a picture: what the names weigh by themselves
 */
export function gateJob(
  picture: PictureId | null,
  countries: readonly GateCountry[],
  chat: ChatFormat
): PromptJob {
  return {
    prefix: (chat.begin ?? '') + openUserTurn(chat, picture === null ? '' : PICTURE_MARKER),
    suffix: ASK + chat.user.close + chat.assistant.open + LEAD_IN,
    picture,
    targets: { kind: 'continuations', continuations: countries.map(({ name }) => ` ${name}.`) }
  };
}

/**
 * The country gate of one picture as a question to answer freely, in JSON: a short form of the
 * paper's Listings 1 and 2 (caption first, then five countries of the list, best guess first). Read
 * by `freeRanking`; `paperGateJob` asks at the paper's length.
 */
export function freeGateJob(
  picture: PictureId,
  countries: readonly GateCountry[],
  chat: ChatFormat
): GenerateJob {
  const names = countries.map(({ name }) => name).join(', ');
  const ask = `${ASK} Choose five countries from this list, the likeliest first: ${names}.\nAnswer with JSON in this form and nothing else:\n${FORM}`;
  return {
    prefix: (chat.begin ?? '') + openUserTurn(chat, PICTURE_MARKER),
    suffix: ask + chat.user.close + chat.assistant.open,
    picture,
    maxTokens: ANSWER_TOKENS
  };
}
