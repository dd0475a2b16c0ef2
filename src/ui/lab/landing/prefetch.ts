/** Fetches what a first result needs, once, so that it is on the page as soon as it is wanted. */
export function prefetchResult(): void {
  void import('../results/RunResults.svelte').catch(() => undefined);
}

/** The same, once the doors themselves are drawn. */
export function prefetchWhenIdle(): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => prefetchResult());
  else setTimeout(prefetchResult, 500);
}
