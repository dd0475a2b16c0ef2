import { AppError } from '../core/errors.ts';
import type { ChatFormat } from '../core/prompts/types.ts';

interface Turn {
  role: 'system' | 'user';
  content: string | { type: 'text'; text: string }[];
}

/** Renders turns with a model's chat template; `open` also opens the assistant's turn. */
export type RenderChat = (turns: Turn[], open: boolean) => string;

/** Words that no template contains; they mark where a turn's own text goes. */
const SYSTEM = 'SYSTEMTEXT';
const USER = 'USERTEXT';

/**
 * Reads off a chat template how turns open and close, by rendering marked turns. Some templates
 * take a turn's text as it is, some only in a list of parts.
 * @throws AppError `chat-template` where the template does not follow turns
 */
export function chatFormatOf(render: RenderChat, model: string): ChatFormat {
  for (const content of [(text: string) => text, inParts]) {
    try {
      return formatOf(render, { role: 'system', content: content(SYSTEM) }, [
        { role: 'user', content: content(USER) }
      ]);
    } catch {
      // The other way, then.
    }
  }
  throw new AppError('chat-template', { model });
}

const inParts = (text: string): Turn['content'] => [{ type: 'text', text }];

function formatOf(render: RenderChat, system: Turn, user: Turn[]): ChatFormat {
  const [systemOpen, between, userClose] = around(render([system, ...user], false));
  const [, , closeAndOpen] = around(render([system, ...user], true));
  const [, systemClose] = split(render([system], false), SYSTEM);
  if (!between.startsWith(systemClose) || !closeAndOpen.startsWith(userClose)) {
    throw new Error('Turns run into each other.');
  }
  const userOpen = between.slice(systemClose.length);
  const begin = beginOf(render(user, false), systemOpen, userOpen);
  return {
    ...(begin === '' ? {} : { begin }),
    system: { open: systemOpen, close: systemClose },
    user: { open: userOpen, close: userClose },
    assistant: { open: closeAndOpen.slice(userClose.length) }
  };
}

/**
 * What stands before the first turn, whichever it is. A system turn that a template makes up where
 * none is given is not meant: `system.open` does not begin with it.
 */
function beginOf(userAlone: string, systemOpen: string, userOpen: string): string {
  const [before] = split(userAlone, USER);
  const begin = before.slice(0, before.length - userOpen.length);
  return before.endsWith(userOpen) && systemOpen.startsWith(begin) ? begin : '';
}

function around(text: string): [string, string, string] {
  const [before, rest] = split(text, SYSTEM);
  return [before, ...split(rest, USER)];
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at === -1) throw new Error('The template drops a turn.');
  return [text.slice(0, at), text.slice(at + mark.length)];
}
