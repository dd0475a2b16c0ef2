import type { Store } from '../store/api.ts';
import { openStore } from '../store/db.ts';

let opening: Promise<Store> | undefined;

/** The one store of the page, opened on first need; after a fault a later call tries again. */
export function appStore(): Promise<Store> {
  opening ??= openStore().catch((reason: unknown) => {
    opening = undefined;
    throw reason;
  });
  return opening;
}
