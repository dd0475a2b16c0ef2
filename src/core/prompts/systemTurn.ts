import type { ChatFormat } from './types.ts';

/**
 * What opens a chat where a prompt template has no system turn: the one that the model's own template
 * makes up, if it does, or none.
 */
export const SYSTEM_TURNS = ['own', 'none'] as const;
export type SystemTurn = (typeof SYSTEM_TURNS)[number];

/**
 * A chat that begins as chosen. Where an earlier version read the chat, nobody knows whether its
 * template makes up a system turn: it begins without.
 * @param turn missing, as in everything that earlier versions stored: `none`
 */
export function openedWith(chat: ChatFormat, turn: SystemTurn = 'none'): ChatFormat {
  if (turn === 'none' || chat.standard === undefined) return chat;
  return { ...chat, begin: chat.standard };
}
