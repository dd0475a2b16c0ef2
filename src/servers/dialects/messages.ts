import { AppError } from '../../core/errors.ts';
import { PICTURE_MARKER } from '../../core/prompts/marker.ts';
import type { PictureUrl, TurnPrompt } from '../types.ts';
import type { ShownPicture } from './sentPictures.ts';

type Part = { type: 'text'; text: string } | ({ type: 'image_url' } & ShownPicture);

/** One turn as OpenAI's chat has it, and all servers after it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string | Part[];
}

/**
 * A prompt as a server's chat takes it; the opened answer comes last, where there is one.
 * @throws AppError `picture-unknown`
 */
export function messagesOf(prompt: TurnPrompt, pictures: PictureUrl): ChatMessage[] {
  const { picture } = prompt;
  const shown = picture === null ? null : { image_url: { url: urlOf(picture, pictures) } };
  return messagesShowing(prompt, shown);
}

/** The same with its picture as it is to be sent. */
export function messagesShowing(prompt: TurnPrompt, shown: ShownPicture | null): ChatMessage[] {
  const { system, user, opened } = prompt;
  const messages: ChatMessage[] = [];
  if (system !== null) messages.push({ role: 'system', content: system });
  if (user !== null) messages.push({ role: 'user', content: contentOf(user, shown) });
  if (opened !== '') messages.push({ role: 'assistant', content: opened });
  return messages;
}

/** The picture stands before the text, or where the text says. */
function contentOf(user: string, shown: ShownPicture | null): ChatMessage['content'] {
  if (!shown) return user;
  const [before = '', ...rest] = user.includes(PICTURE_MARKER)
    ? user.split(PICTURE_MARKER)
    : ['', user];
  const text = (words: string): Part[] => (words === '' ? [] : [{ type: 'text', text: words }]);
  return [...text(before), { type: 'image_url', ...shown }, ...text(rest.join(PICTURE_MARKER))];
}

/** @throws AppError `picture-unknown` */
export function urlOf(picture: string, pictures: PictureUrl): string {
  const url = pictures(picture);
  if (url === undefined) throw new AppError('picture-unknown', { picture });
  return url;
}
