import { keptCache } from '../../sw/keptFiles.ts';
import type { KindSize } from '../../run/stored/dataKinds.ts';

// The app's own files, kept by its service worker so that it opens without a network.

/** Address of the app's folder: apps in other folders of a host keep their own copies. */
export const appScope = () => new URL(import.meta.env.BASE_URL, document.baseURI).href;

export async function offlineCopySize(): Promise<KindSize> {
  const none = { count: 0, bytes: 0, changedAt: null };
  try {
    // Opening would make one.
    if (!(await caches.has(keptCache(appScope())))) return none;
    const cache = await caches.open(keptCache(appScope()));
    const sizes = await Promise.all(
      (await cache.keys()).map(async (key) => {
        const kept = await cache.match(key);
        return Number(kept?.headers.get('Content-Length') ?? 0);
      })
    );
    return { ...none, count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } catch {
    // No such store in this window.
    return none;
  }
}

/** Forgets the copy and the worker that serves it; the app keeps it again when it is opened next. */
export async function removeOfflineCopy(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration(appScope());
  await registration?.unregister();
  await caches.delete(keptCache(appScope()));
}
