import { AppError } from '../../core/errors.ts';
import type { Encoding } from './types.ts';

/** The encoding that a byte order mark names; UTF-8 where there is none. */
export function encodingOf(start: Uint8Array): { encoding: Encoding; marked: boolean } {
  const [a, b, c] = start;
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', marked: true };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', marked: true };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', marked: true };
  // Without a mark, Latin text in UTF-16 still shows a zero in every other byte.
  const zeros = [0, 0];
  for (let at = 0; at < start.length; at++) if (start[at] === 0) zeros[at % 2]!++;
  if (zeros[1]! > start.length / 4) return { encoding: 'utf-16le', marked: false };
  if (zeros[0]! > start.length / 4) return { encoding: 'utf-16be', marked: false };
  return { encoding: 'utf-8', marked: false };
}

export interface Streaming {
  signal?: AbortSignal;
  onBytes?: (done: number) => void;
}

/**
 * Hands a file's text on piece by piece, without its byte order mark; only one piece is in memory.
 * Throws `cancelled`, or `import-unreadable` where the system stops giving bytes.
 */
export async function streamText(
  file: Blob,
  encoding: Encoding,
  onText: (text: string) => void,
  { signal, onBytes }: Streaming = {}
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const reader = file.stream().getReader();
  let done = 0;
  try {
    for (;;) {
      if (signal?.aborted) throw new AppError('cancelled');
      const piece = await readPiece(reader);
      if (!piece) break;
      onText(decoder.decode(piece, { stream: true }));
      done += piece.byteLength;
      onBytes?.(done);
    }
    onText(decoder.decode());
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return (await reader.read()).value;
  } catch (reason) {
    throw new AppError('import-unreadable', { reason: String(reason) });
  }
}
