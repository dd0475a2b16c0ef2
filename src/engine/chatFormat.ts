import { AppError } from '../core/errors.ts';
import type { ChatFormat } from '../core/prompts/types.ts';
import { pictureOpening } from './chatPicture.ts';
import {
  aroundBoth,
  aroundSystem,
  aroundUser,
  asItIs,
  attempt,
  inParts,
  systemTurn,
  USER,
  userTurn,
  type RenderChat,
  type Way
} from './chatTurns.ts';

/** What of a model, beside its template, decides how its prompts begin. */
export interface ChatModel {
  model: string;
  /** The token that opens a text, where the tokenizer names one. */
  bos?: string | null;
  /**
   * What its templates write for a picture, in the order in which they are looked for; null for a
   * model that takes none.
   */
  marks: readonly string[] | null;
}

/**
 * Reads off a chat template how turns open and close, by rendering marked turns. Some templates
 * take a turn's text as it is, some only in a list of parts.
 * @throws AppError `chat-template` where the template does not follow turns, `chat-picture` where it
 *   leaves a picture out
 */
export function chatFormatOf(render: RenderChat, { model, bos, marks }: ChatModel): ChatFormat {
  for (const way of [asItIs, inParts]) {
    const chat = attempt(() => textFormat(render, way, bos ?? ''));
    if (!chat) continue;
    if (!marks) return chat;
    const picture = pictureOpening({ render, way, marks, chat });
    if (picture === null) throw new AppError('chat-picture', { model });
    return { ...chat, user: { ...chat.user, picture } };
  }
  throw new AppError('chat-template', { model });
}

function textFormat(render: RenderChat, way: Way, bos: string): ChatFormat & { standard: string } {
  const [system, user] = [systemTurn(way), userTurn(way(USER))];
  const [systemOpen, between, userClose] = aroundBoth(render([system, user], false));
  const [, , closeAndOpen] = aroundBoth(render([system, user], true));
  const [, systemClose] = aroundSystem(render([system], false));
  if (!between.startsWith(systemClose) || !closeAndOpen.startsWith(userClose)) {
    throw new Error('Turns run into each other.');
  }
  const userOpen = between.slice(systemClose.length);
  const [first] = aroundUser(render([user], false));
  if (!first.endsWith(userOpen)) throw new Error('A turn that comes first opens otherwise.');
  const standard = first.slice(0, first.length - userOpen.length);
  const begin = beginOf({ standard, systemOpen, userOpen, bos });
  return {
    ...(begin === '' ? {} : { begin }),
    standard,
    system: { open: systemOpen, close: systemClose },
    user: { open: userOpen, close: userClose },
    assistant: { open: closeAndOpen.slice(userClose.length) }
  };
}

/**
 * What stands before the first turn, whichever it is. A system turn that a template makes up where
 * none is given is not meant: `system.open` does not begin with it.
 */
function beginOf(opens: {
  standard: string;
  systemOpen: string;
  userOpen: string;
  bos: string;
}): string {
  const { standard, systemOpen, userOpen, bos } = opens;
  if (systemOpen.startsWith(standard)) return standard;
  const both = standard.startsWith(bos) && systemOpen.startsWith(bos);
  return both && !userOpen.startsWith(bos) ? bos : '';
}
