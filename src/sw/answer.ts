import type { BuildFile, BuildList } from './list.ts';
import { PASS_THROUGH } from './keptFiles.ts';

/** What is run, and so has a policy of its own; all else is read by something that has one. */
const RUN: readonly string[] = ['document', 'iframe', 'worker', 'sharedworker'];

/**
 * The path that a request asks for, in the app's folder; null for what the worker leaves alone:
 * other origins, other folders, anything but a whole GET.
 */
export function pathAsked(request: Request, scope: string): string | null {
  const { method, headers } = request;
  if (method !== 'GET' || headers.has('Range') || headers.has(PASS_THROUGH)) return null;
  const address = request.url.split(/[?#]/)[0] as string;
  if (!address.startsWith(scope)) return null;
  try {
    return decodeURIComponent(address.slice(scope.length)) || 'index.html';
  } catch {
    return null;
  }
}

/** The files of a build by path. */
export function byPath(files: readonly BuildFile[]): ReadonlyMap<string, BuildFile> {
  return new Map(files.map((file) => [file.path, file]));
}

/**
 * A response with the headers that isolate the page and its workers, whatever the host sends.
 * Everything else is handed on as it is.
 */
export function withHeaders(
  response: Response,
  { destination }: Request,
  path: string,
  { headers, pageHeaders }: Omit<BuildList, 'files'>
): Response {
  const own = pageHeaders[path];
  // An opaque redirect is the browser's to follow. A policy of a file's own is told whoever asks: the
  // page looks at it before it starts that file (run/servedHere/ownPolicy.ts).
  if ((!own && !RUN.includes(destination)) || response.status === 0) return response;
  const merged = new Headers(response.headers);
  for (const [name, value] of Object.entries(own ?? headers)) merged.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: merged });
}
