import type { RunState } from '../runState.svelte.ts';

export interface AskButton {
  label: 'ask' | 'asking' | 'goOn';
  disabled: boolean;
  /** There is something new to find out: the page's one filled button. */
  filled: boolean;
}

/**
 * What the sentence's button says and whether it invites.
 * @param ready a picture, a country and questions are chosen
 * @param upToDate the answers shown are those to the present choices
 */
export function askButton(
  ready: boolean,
  upToDate: boolean,
  { status, busy }: Pick<RunState, 'status' | 'busy'>
): AskButton {
  if (busy) return { label: 'asking', disabled: true, filled: false };
  const unfinished = upToDate && status === 'cancelled';
  const answered = upToDate && status === 'done';
  return { label: unfinished ? 'goOn' : 'ask', disabled: !ready, filled: ready && !answered };
}
