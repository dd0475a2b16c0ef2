const TRIED = 'valueshift.isolation-tried';

/** Every engine holds such a lock as long as its worker lives (engine/client.ts). */
const ENGINE_LOCK = /^engine-/;

/** Is a model loading, loaded or at work in any tab? Where the browser does not tell: yes. */
export async function engineAlive(): Promise<boolean> {
  const locks = await navigator.locks?.query().catch(() => undefined);
  return locks?.held?.some(({ name }) => name !== undefined && ENGINE_LOCK.test(name)) ?? true;
}

/**
 * Would one reload bring cross-origin isolation, and with it threads? Only where the worker can
 * add the headers that the host does not send, and only once a tab: never a loop.
 */
export function reloadIsolates(): boolean {
  if (crossOriginIsolated || !navigator.serviceWorker.controller) return false;
  try {
    return sessionStorage.getItem(TRIED) === null;
  } catch {
    // What cannot be remembered is not tried.
    return false;
  }
}

export function reloadToIsolate(): void {
  try {
    sessionStorage.setItem(TRIED, '1');
  } catch {
    return;
  }
  location.reload();
}

/** A page that nobody has touched loses nothing by a reload. */
export function untouched(): boolean {
  return navigator.userActivation?.hasBeenActive === false;
}
