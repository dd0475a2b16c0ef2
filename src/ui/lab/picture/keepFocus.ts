import { tick } from 'svelte';

/**
 * What had the focus has gone with what it stood on: the focus goes to what took its place in the list,
 * or else to the first button of what is around it.
 * @param buttons selector of the buttons, one a place
 */
export async function keepFocus(list: HTMLElement, index: number, buttons: string): Promise<void> {
  const around = list.closest<HTMLElement>('aside, dialog');
  await tick();
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body && activeElement !== around) return;
  const left = list.isConnected ? [...list.querySelectorAll<HTMLElement>(buttons)] : [];
  (left[index] ?? left.at(-1) ?? around?.querySelector('button'))?.focus();
}
