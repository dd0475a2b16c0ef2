import { AppError } from '../core/errors.ts';
import { PICTURE_MARKER } from '../core/prompts/marker.ts';
import type { ChatFormat, PictureId } from '../core/prompts/types.ts';
import type { TurnPrompt } from './types.ts';

// Of Unicode's private use: nobody's letters, so that no text of a survey holds them.
const OWN = '\uE5A0';
const SYSTEM_OPEN = '\uE5A1';
const SYSTEM_CLOSE = '\uE5A2';
const USER_OPEN = '\uE5A3';
const USER_CLOSE = '\uE5A4';
const ASSISTANT_OPEN = '\uE5A5';

/** What no text of a prompt to a server may hold. */
export const CHAT_MARKS: readonly string[] = [
  OWN,
  SYSTEM_OPEN,
  SYSTEM_CLOSE,
  USER_OPEN,
  USER_CLOSE,
  ASSISTANT_OPEN
];

/**
 * The chat of every served model: its turns are marked, not written, since the server has the
 * template. So a prompt is text as everywhere else, and `turnsOf` reads it back.
 */
export const MARKED_CHAT: ChatFormat = {
  standard: OWN,
  system: { open: SYSTEM_OPEN, close: SYSTEM_CLOSE },
  user: { open: USER_OPEN, close: USER_CLOSE, picture: USER_OPEN + PICTURE_MARKER },
  assistant: { open: ASSISTANT_OPEN }
};

const TEXT = `([^${CHAT_MARKS.join('')}]*)`;
const TURNS = new RegExp(
  `^(${OWN})?(?:${SYSTEM_OPEN}${TEXT}${SYSTEM_CLOSE})?(?:${USER_OPEN}${TEXT}${USER_CLOSE})?${ASSISTANT_OPEN}${TEXT}$`
);

/**
 * The turns of a prompt that was rendered with `MARKED_CHAT`.
 * @param text prefix and suffix
 * @throws AppError `server-prompt` where the text is no such prompt, `server-system-turn` where it
 *   would have the chat begin without the server's own opening, `picture-marker`
 */
export function turnsOf(text: string, picture: PictureId | null): TurnPrompt {
  const match = TURNS.exec(text);
  if (!match) throw new AppError('server-prompt');
  const [, own, system = null, user = null, opened = ''] = match;
  if (user !== null && system === null && own === undefined) {
    throw new AppError('server-system-turn');
  }
  const found = text.split(PICTURE_MARKER).length - 1;
  const expected = picture === null ? 0 : 1;
  if (found !== expected) throw new AppError('picture-marker', { expected, found });
  if (picture !== null && !user?.includes(PICTURE_MARKER)) throw new AppError('server-prompt');
  const first = user?.startsWith(PICTURE_MARKER) ?? false;
  return {
    system,
    user: first && user !== null ? user.slice(PICTURE_MARKER.length) : user,
    picture,
    opened
  };
}
