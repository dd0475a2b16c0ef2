import type { ChatFormat, CountryCode, PictureId, PromptJob } from '../types.ts';

/** A country as the gate's prompt names it. */
export interface GateCountry {
  code: CountryCode;
  name: string;
}

/** Ends in a newline, as every prefix; the picture's tokens stand where the marker is. */
const LOOK = '<image>\n';
const ASK =
  'Look at everything that tells of a place: things, buildings, clothes, people, writing, symbols and colours. Which country is it from?';
const LEAD_IN = 'It is from';

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
    prefix: (chat.begin ?? '') + chat.user.open + (picture === null ? '' : LOOK),
    suffix: ASK + chat.user.close + chat.assistant.open + LEAD_IN,
    picture,
    targets: { kind: 'continuations', continuations: countries.map(({ name }) => ` ${name}.`) }
  };
}
