import { verifyFile } from '../engine/files/verify.ts';
import { byPath, pathAsked, withHeaders } from './answer.ts';
import { fetchAndKeep, hasRoom, KeptFiles } from './keptFiles.ts';
import { languageOf, type BuildFile, type KeepableFile, type PageQuestion } from './list.ts';
import type { FetchEvent, ServiceWorkerScope } from './scope.ts';

declare const self: ServiceWorkerScope;

/** The page hears this when a file more is kept. */
const KEPT = 'kept';
const FETCHES_AT_ONCE = 4;
/** Parts that a run needs no copy of, or has with the shell. */
const NOT_FOR_RUNS: readonly string[] = ['shell', 'language', 'extra'];

const list = self.BUILD_LIST;
const { scope } = self.registration;
const kept = new KeptFiles(scope);
const listed = byPath(list.files);
const keeping = new Set<string>();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const path = pathAsked(event.request, scope);
  if (path === null) return;
  const file = listed.get(path);
  if (file) event.respondWith(answer(event, file));
  else if (path.startsWith('assets/')) event.respondWith(answerOlder(event, path));
});
self.addEventListener('message', (event) => {
  const question = event.data as PageQuestion;
  if (question === 'take-over') event.waitUntil(self.skipWaiting());
  if (question === 'tidy') event.waitUntil(tidy());
  if (question === 'keepable') {
    event.waitUntil(keepable().then((files) => event.ports[0]?.postMessage(files)));
  }
  if (question.startsWith('language ')) event.waitUntil(keepLanguage(question.slice(9)));
});

/**
 * The whole shell or nothing: a version that would fail offline is not installed. With it come the
 * languages that the version before it had kept.
 */
async function install(): Promise<void> {
  const spoken = new Set((await kept.paths()).flatMap((path) => languageOf(path) ?? []));
  await fetchMissing(
    list.files.filter(
      ({ part, path }) =>
        part === 'shell' || (part === 'language' && spoken.has(languageOf(path) as string))
    )
  );
}

/** What does not come now is fetched when it is read, or asked for when the page is next opened. */
async function keepLanguage(code: string): Promise<void> {
  const files = list.files.filter(({ path }) => languageOf(path) === code);
  await fetchMissing(files).catch(() => undefined);
}

async function fetchMissing(files: readonly BuildFile[]): Promise<void> {
  const here = await kept.kept(files);
  const missing = files.filter((_, k) => !here[k]);
  const fetchNext = async (): Promise<void> => {
    for (let file = missing.shift(); file; file = missing.shift()) await fetchAndKeep(file, scope);
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, fetchNext));
}

async function answer(event: FetchEvent, file: BuildFile): Promise<Response> {
  const { request } = event;
  const known = await kept.get(file);
  if (known) return withHeaders(known, request, file.path, list);
  const response = await fetch(request);
  if (response.status === 200 && checkedHere(file, request)) return checked(event, file, response);
  if (response.status === 200) event.waitUntil(keepCopy(file, response.clone()));
  return withHeaders(response, request, file.path, list);
}

/**
 * Nothing that a browser runs is handed on unchecked. A model's files come in pieces, and the engine
 * checks them itself; a page that a host has changed is still better than none.
 */
function checkedHere({ part }: BuildFile, { destination }: Request): boolean {
  return part !== 'model' && part !== 'extra' && destination !== 'document';
}

/** The response once all its bytes are here and right; an error of the network where they are not. */
async function checked(event: FetchEvent, file: BuildFile, response: Response): Promise<Response> {
  const whole = new Response(await response.arrayBuffer(), response);
  try {
    await verifyFile(file.path, new Uint8Array(await whole.clone().arrayBuffer()), file);
  } catch {
    return Response.error();
  }
  event.waitUntil(keepCopy(file, whole.clone()));
  return withHeaders(whole, event.request, file.path, list);
}

/** A tab that was opened before the last update goes on with its own version's files. */
async function answerOlder({ request }: FetchEvent, path: string): Promise<Response> {
  const response = (await kept.getAnyVersion(path)) ?? (await fetch(request));
  return withHeaders(response, request, path, list);
}

/** Whoever asked gets the bytes in any case; what cannot be kept is fetched again next time. */
async function keepCopy(file: BuildFile, response: Response): Promise<void> {
  if (keeping.has(file.path) || !(await hasRoom(file.bytes))) {
    await response.body?.cancel();
    return;
  }
  keeping.add(file.path);
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    await kept.put(file, bytes, response.headers.get('Content-Type'));
    for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(KEPT);
  } catch {
    // Broken off, not the file of this build, or no room: the reader of the bytes finds out.
  } finally {
    keeping.delete(file.path);
  }
}

async function keepable(): Promise<KeepableFile[]> {
  const files = list.files.filter(({ part }) => !NOT_FOR_RUNS.includes(part));
  const here = await kept.kept(files);
  return files.map((file, k) => ({ ...file, kept: here[k] === true }));
}

/** Not while another tab may need an older file, nor a waiting version its newer ones. */
async function tidy(): Promise<void> {
  const { installing, waiting } = self.registration;
  const tabs = await self.clients.matchAll({ type: 'window' });
  if (installing || waiting || tabs.length > 1) return;
  await kept.keepOnly(list.files);
}
