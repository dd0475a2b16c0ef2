import { AppError } from '../core/errors.ts';
import type { ChatFormat } from '../core/types.ts';

interface Turn {
  role: 'system' | 'user';
  content: string;
}

/** Renders turns with a model's chat template; `open` also opens the assistant's turn. */
export type RenderChat = (turns: Turn[], open: boolean) => string;

/** Words that no template contains; they mark where a turn's own text goes. */
const SYSTEM = 'SYSTEMTEXT';
const USER = 'USERTEXT';

/**
 * Reads off a chat template how turns open and close, by rendering marked turns.
 * @throws AppError `chat-template` where the template does not follow turns
 */
export function chatFormatOf(render: RenderChat, model: string): ChatFormat {
  try {
    const turns: Turn[] = [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: USER }
    ];
    const [systemOpen, between, userClose] = around(render(turns, false));
    const [, , closeAndOpen] = around(render(turns, true));
    const [, systemClose] = split(render(turns.slice(0, 1), false), SYSTEM);
    if (!between.startsWith(systemClose) || !closeAndOpen.startsWith(userClose)) {
      throw new Error('Turns run into each other.');
    }
    return {
      system: { open: systemOpen, close: systemClose },
      user: { open: between.slice(systemClose.length), close: userClose },
      assistant: { open: closeAndOpen.slice(userClose.length) }
    };
  } catch {
    throw new AppError('chat-template', { model });
  }
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
