import type { SystemTurn } from './systemTurn.ts';
import type { ChatFormat, PromptTemplate } from './types.ts';

/** Stands for what nobody has read, so that no answer to another prompt is taken for one to this. */
const UNREAD = '[system turn not read]';

/**
 * A chat that begins as chosen.
 * @param chat where an earlier version read it, it does not tell what its template makes up: with
 *   `own` its prompts are nobody's until the model is loaded again
 * @param turn missing, as in everything that earlier versions stored: `none`
 */
export function openedWith(chat: ChatFormat, turn: SystemTurn = 'none'): ChatFormat {
  return turn === 'none' ? chat : { ...chat, begin: chat.standard ?? UNREAD };
}

/** Whose system turn opens a prompt: the template's text, one that the model's template makes up, or nobody's. */
export type SystemUse = 'text' | 'own' | 'none';

export function systemUse(
  { system }: Pick<PromptTemplate, 'system'>,
  turn: SystemTurn | undefined,
  { begin = '', standard = begin }: Pick<ChatFormat, 'begin' | 'standard'>
): SystemUse {
  if (system !== null) return 'text';
  return turn === 'own' && standard !== begin ? 'own' : 'none';
}
