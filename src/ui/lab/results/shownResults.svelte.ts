import type { ResultsState } from './resultsState.svelte.ts';

/** The results on the screen, for what takes them away: a card, paper. */
class ShownResults {
  current: ResultsState | null = $state.raw(null);
}

export const shownResults = new ShownResults();
