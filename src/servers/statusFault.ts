import { AppError } from '../core/errors.ts';

/** Full, restarting, or a proxy whose server is away: the same request may succeed later. */
const LATER: readonly number[] = [408, 425, 429, 502, 503, 504];
const MOST_WORDS = 300;

/**
 * What a status other than success means.
 * @param reply without the key
 * @returns `server-key`, `server-no-model`, `server-busy`, `server-failed`, `server-refused`
 */
export function statusFault(server: string, status: number, reply: string): AppError {
  const params = { server, status, words: wordsOf(reply) };
  if (status === 401 || status === 403) return new AppError('server-key', params);
  if (status === 404) return new AppError('server-no-model', params);
  if (LATER.includes(status)) return new AppError('server-busy', params);
  if (status >= 500) return new AppError('server-failed', params);
  return new AppError('server-refused', params);
}

/** The server's own words, in one line and cut; servers put them in different places. */
function wordsOf(reply: string): string {
  const words = wordsIn(reply).replace(/\s+/g, ' ').trim();
  if (words === '') return 'no words';
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
}

function wordsIn(reply: string): string {
  let json: unknown;
  try {
    json = JSON.parse(reply);
  } catch {
    return /^\s*</.test(reply) ? 'a web page' : reply;
  }
  const { error, message, detail } = (json ?? {}) as Record<string, unknown>;
  const inner = (error as { message?: unknown } | undefined)?.message;
  const found = [inner, error, message, detail].find((each) => typeof each === 'string');
  return typeof found === 'string' ? found : reply;
}
