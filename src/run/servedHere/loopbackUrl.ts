import { AppError } from '../../core/errors.ts';

/** The names of this computer that the worker's policy can spell (docs/adr/012). */
const NAMES: readonly string[] = ['127.0.0.1', 'localhost'];

/**
 * The address of a server on this computer, as a person typed it, made fit to be asked: with its
 * scheme, without `/v1` or a stroke at its end. `[::1]` is asked by its name, `localhost`.
 * @throws AppError `server-address` for what is no http address, `server-not-loopback` for another
 *   computer's, `server-loopback-name` for one of this computer that no policy can spell
 */
export function loopbackUrl(typed: string): string {
  const text = typed.trim();
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '') {
    throw new AppError('server-address', { address: withoutKey(text) });
  }
  const host = url.hostname === '[::1]' ? 'localhost' : url.hostname;
  if (!NAMES.includes(host)) {
    const here = /^127(\.\d+){3}$/.test(host);
    throw new AppError(here ? 'server-loopback-name' : 'server-not-loopback', { host });
  }
  const port = url.port === '' ? '' : `:${url.port}`;
  return `http://${host}${port}${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}`;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A message repeats no password that stands in an address. */
const withoutKey = (text: string): string => text.replace(/\/\/[^/@]*@/, '//');
