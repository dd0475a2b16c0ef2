import type * as v from 'valibot';
import { AppError } from '../core/errors.ts';
import { parsed } from '../core/schema.ts';
import { boundedText } from './boundedText.ts';
import { statusFault } from './statusFault.ts';
import type { ServerAddress } from './types.ts';

/** One server's requests and replies, in JSON. */
export interface ServerHttp {
  /** How sentences name the server: its address without anything secret. */
  readonly server: string;
  /** @throws AppError as `ask` */
  get<T>(path: string, schema: v.GenericSchema<unknown, T>, asking: ReplyBounds): Promise<T>;
  /** @throws AppError as `ask` */
  post<T>(
    path: string,
    body: object,
    schema: v.GenericSchema<unknown, T>,
    asking: ReplyBounds
  ): Promise<T>;
}

export interface ReplyBounds {
  signal: AbortSignal;
  /** Until the whole reply is there; missing: `ANSWER_SECONDS`. */
  seconds?: number;
  /** Most bytes of the reply; missing: 16 MB. */
  most?: number;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A server that stops lets its last requests hang; a busy one needs a minute for an honest answer. */
const ANSWER_SECONDS = 180;
const MOST_BYTES = 16 * 2 ** 20;

/**
 * @param fetching for tests; missing: the platform's own
 * @throws AppError `server-address`
 */
export function serverHttp(
  address: ServerAddress,
  fetching: Fetch = (url, init) => fetch(url, init)
): ServerHttp {
  const { base, server } = readAddress(address.url);
  const { key } = address;
  const authorised: Record<string, string> =
    key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const line: Line = { server, key, fetching };
  const common: RequestInit = {
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer'
  };
  return {
    server,
    get: (path, schema, asking) =>
      ask(line, base + path, { ...common, headers: authorised }, schema, asking),
    post: (path, body, schema, asking) => {
      const headers = { ...authorised, 'Content-Type': 'application/json' };
      const init = { ...common, method: 'POST', headers, body: JSON.stringify(body) };
      return ask(line, base + path, init, schema, asking);
    }
  };
}

interface Line {
  server: string;
  key: string | undefined;
  fetching: Fetch;
}

/** Names and passwords in an address, and what stands behind `?`, are no part of it. */
function readAddress(given: string): { base: string; server: string } {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new AppError('server-address');
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new AppError('server-address');
  }
  // Some write the address as the OpenAI clients want it.
  const base = (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/v1$/, '');
  return { base, server: base };
}

/**
 * @throws AppError `server-unreachable`, `server-slow`, `server-cut`, `server-too-much`,
 *   `server-not-json`, `server-half-reply`, `server-reply`, as `statusFault`; `cancelled`
 */
async function ask<T>(
  { server, key, fetching }: Line,
  url: string,
  init: RequestInit,
  schema: v.GenericSchema<unknown, T>,
  { signal, seconds = ANSWER_SECONDS, most = MOST_BYTES }: ReplyBounds
): Promise<T> {
  const late = AbortSignal.timeout(seconds * 1000);
  const stopped = (thrown: unknown, otherwise: string) => {
    if (signal.aborted) return new AppError('cancelled');
    if (late.aborted) return new AppError('server-slow', { server, seconds });
    if (thrown instanceof AppError) return thrown;
    return new AppError(otherwise, { server, reason: reasonOf(thrown) });
  };
  let response: Response;
  try {
    signal.throwIfAborted();
    response = await fetching(url, { ...init, signal: AbortSignal.any([signal, late]) });
  } catch (thrown) {
    throw stopped(thrown, 'server-unreachable');
  }
  let text: string;
  try {
    text = await boundedText(response, most, server);
  } catch (thrown) {
    throw stopped(thrown, 'server-cut');
  }
  // Some servers repeat in their faults what they were sent.
  const hide = (words: string) => (key ? words.replaceAll(key, '…') : words);
  if (!response.ok) throw statusFault(server, response.status, hide(text));
  return parsed(schema, text, (where, misfit) => {
    if (misfit) {
      const { found, expected } = misfit;
      return new AppError('server-reply', { server, where, found: hide(found), expected });
    }
    const begun = /^\s*[[{]/.test(text);
    return new AppError(begun ? 'server-half-reply' : 'server-not-json', { server });
  });
}

/** What the system calls it (`ECONNREFUSED`): an error's own words may repeat the whole request. */
function reasonOf(thrown: unknown): string {
  const { cause, name } = (thrown ?? {}) as { cause?: { code?: unknown }; name?: unknown };
  if (typeof cause?.code === 'string') return cause.code;
  return typeof name === 'string' ? name : 'unknown';
}
