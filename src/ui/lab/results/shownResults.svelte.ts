import type { ToldModel } from '../told/toldModel.svelte.ts';
import type { ResultsState } from './resultsState.svelte.ts';

/** The results on the screen, for what takes them away: a card, paper, files. */
class ShownResults {
  current: ResultsState | null = $state.raw(null);
  /** A larger model's beside them; null where there are none, or nobody wants to see them. */
  told: ToldModel | null = $state.raw(null);
}

export const shownResults = new ShownResults();
