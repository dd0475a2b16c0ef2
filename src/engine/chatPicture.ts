import { PICTURE_MARKER } from '../core/prompts/marker.ts';
import type { ChatFormat } from '../core/prompts/types.ts';
import {
  aroundBoth,
  aroundUser,
  attempt,
  systemTurn,
  USER,
  userTurn,
  type ChatTurn,
  type RenderChat,
  type Way
} from './chatTurns.ts';

/** How templates are given a picture that know none: as their model cards write it in the text. */
const WRITTEN = `${PICTURE_MARKER}\n`;

interface Reading {
  render: RenderChat;
  /** As the template takes text. */
  way: Way;
  /** What may stand for a picture in what it renders. */
  marks: readonly string[];
  chat: ChatFormat & { standard: string };
}

/**
 * What opens a user's turn that begins with a picture, up to its text, `<image>` in the picture's
 * place: templates put other white space there than before text alone. Null where it is left out.
 */
export function pictureOpening(reading: Reading): string | null {
  const { way, marks } = reading;
  const parts = [{ type: 'image' } as const, { type: 'text', text: USER } as const];
  const own = attempt(() => opening(reading, userTurn(parts)));
  if (own !== undefined) {
    // A template that reads lists and shows no picture in them would never tell of one.
    const mark = marks.find((each) => own.includes(each));
    return mark === undefined ? null : own.replace(mark, PICTURE_MARKER);
  }
  const written = attempt(() => opening(reading, userTurn(way(WRITTEN + USER))));
  return written?.endsWith(WRITTEN) ? written : null;
}

/** @throws Error where the turn is closed, or opened as the first one, otherwise than one of text */
function opening({ render, way, chat }: Reading, turn: ChatTurn): string {
  const [, between, close] = aroundBoth(render([systemTurn(way), turn], false));
  const open = between.slice(chat.system.close.length);
  const [first] = aroundUser(render([turn], false));
  if (close !== chat.user.close || first !== chat.standard + open) {
    throw new Error('A turn with a picture is another kind of turn.');
  }
  return open;
}
