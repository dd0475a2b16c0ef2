import { exampleScores } from '../run/study/zip/example.ts';
import { inZipWorker } from '../run/study/zip/zipClient.ts';
import { fetchShipped, Shipped } from '../run/asking/shipped.ts';
import { withBundledScores } from '../run/asking/withBundledScores.ts';
import { openStore } from '../store/db.ts';
import { holdingAnswers } from '../store/heldAnswers.ts';
import type { Store } from '../store/store.ts';
import type { AnswerStore } from '../store/storeApi.ts';
import { notKept } from './notKept.svelte.ts';

const appFolder = () => new URL(import.meta.env.BASE_URL, document.baseURI).href;
/** The answers that come with the app, one copy for the page. */
export const shippedAnswers = new Shipped(() => fetchShipped(appFolder()));
/** Those of a larger language model, told in words; not looked at unless they are asked for. */
export const wordsAnswers = new Shipped(() => fetchShipped(appFolder(), 'words.bin'));

let opening: Promise<{ store: Store; own: AnswerStore }> | undefined;

/**
 * The one store of the page, opened on first need; after a fault a later call tries again. What came
 * with the app, or was asked by the bundled example, is not asked again.
 */
export async function appStore(): Promise<Store> {
  return (await opened()).store;
}

/** Of the same store the answers that this browser computed, without what came with the app. */
export async function ownAnswers(): Promise<AnswerStore> {
  return (await opened()).own;
}

function opened() {
  opening ??= open().catch((reason: unknown) => {
    opening = undefined;
    throw reason;
  });
  return opening;
}

async function open() {
  const store = await openStore();
  const { answers: own, tryAgain } = holdingAnswers(
    store.answers,
    (refused) => (notKept.held = refused)
  );
  notKept.follow(store.problem, tryAgain);
  const example = exampleScores(appFolder(), inZipWorker.scoresInZip);
  const answers = withBundledScores(own, () => shippedAnswers.lookUp(example));
  return { store: { ...store, answers }, own };
}
