import { AppError } from '../core/errors.ts';

/**
 * A reply's text, read piece by piece, so that an endless one fills no memory.
 * @param most bytes
 * @throws AppError `server-too-much`; whatever the connection throws
 */
export async function boundedText(
  response: Response,
  most: number,
  server: string
): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      throw new AppError('server-too-much', { server, megabytes: Math.round(most / 2 ** 20) });
    }
    text += decoder.decode(value, { stream: true });
  }
}
