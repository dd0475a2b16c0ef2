export type ChatPart = { type: 'text'; text: string } | { type: 'image' };

export interface ChatTurn {
  role: 'system' | 'user';
  content: string | ChatPart[];
}

/** Renders turns with a model's chat template; `open` also opens the assistant's turn. */
export type RenderChat = (turns: ChatTurn[], open: boolean) => string;

/** How a template takes the text of a turn: as it is, or in a list of parts. */
export type Way = (text: string) => ChatTurn['content'];

/** Words that no template contains; they mark where a turn's own text goes. */
const SYSTEM = 'SYSTEMTEXT';
export const USER = 'USERTEXT';

export const asItIs: Way = (text) => text;
export const inParts: Way = (text) => [{ type: 'text', text }];

export function systemTurn(way: Way): ChatTurn {
  return { role: 'system', content: way(SYSTEM) };
}

export function userTurn(content: ChatTurn['content']): ChatTurn {
  return { role: 'user', content };
}

/** What stands before, between and behind the texts of a system and a user's turn. */
export function aroundBoth(text: string): [string, string, string] {
  const [before, rest] = split(text, SYSTEM);
  return [before, ...split(rest, USER)];
}

export const aroundSystem = (text: string) => split(text, SYSTEM);
export const aroundUser = (text: string) => split(text, USER);

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at === -1) throw new Error('The template drops a turn.');
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** Undefined where a template refuses what it is given, in its own words or by dropping it. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
