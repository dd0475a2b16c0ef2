import type { SystemTurn } from './systemTurn.ts';
import type { ChatFormat } from './types.ts';

/**
 * A chat that begins as chosen. Where an earlier version read the chat, nobody knows whether its
 * template makes up a system turn: it begins without.
 * @param turn missing, as in everything that earlier versions stored: `none`
 */
export function openedWith(chat: ChatFormat, turn: SystemTurn = 'none'): ChatFormat {
  if (turn === 'none' || chat.standard === undefined) return chat;
  return { ...chat, begin: chat.standard };
}
