import { PICTURE_MARKER } from './marker.ts';
import type { ChatFormat } from './types.ts';

/**
 * A user's turn opened and begun with a text, which ends in one newline; trimmed, and nothing where
 * there is none. Where it begins with the picture, the picture stands as the model's template puts it
 * before a text, and white space behind the marker is the template's business; elsewhere the marker
 * stays where it is.
 */
export function openUserTurn({ user }: ChatFormat, words: string): string {
  const text = words.trim();
  if (user.picture !== undefined && text.startsWith(PICTURE_MARKER)) {
    return user.picture + inLines(text.slice(PICTURE_MARKER.length).trimStart());
  }
  return user.open + inLines(text);
}

const inLines = (text: string) => (text === '' ? '' : `${text}\n`);
