import { exampleScores } from '../run/study/zip/example.ts';
import { inZipWorker } from '../run/study/zip/zipClient.ts';
import { withBundledScores } from '../run/asking/withBundledScores.ts';
import type { Store } from '../store/store.ts';
import { openStore } from '../store/db.ts';

let opening: Promise<Store> | undefined;

/**
 * The one store of the page, opened on first need; after a fault a later call tries again. What the
 * bundled example asked already is not asked again.
 */
export function appStore(): Promise<Store> {
  opening ??= open().catch((reason: unknown) => {
    opening = undefined;
    throw reason;
  });
  return opening;
}

async function open(): Promise<Store> {
  const store = await openStore();
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const bundled = exampleScores(base, inZipWorker.scoresInZip);
  return { ...store, answers: withBundledScores(store.answers, bundled) };
}
