import type { AskPlan } from '../../../core/prompts/types.ts';
import type { LabState } from '../labState.svelte.ts';

/** Holds a run's results back until they were guessed; what is held back is nowhere on the page. */
class GuessGate {
  /** The run whose results were opened; every run is a plan of its own. */
  #opened: AskPlan | null = $state.raw(null);

  holds({ choices, run }: Pick<LabState, 'choices' | 'run'>): boolean {
    return choices.guessing === 'first' && run.plan !== null && run.plan !== this.#opened;
  }

  open(plan: AskPlan | null): void {
    this.#opened = plan;
  }
}

export const guessGate = new GuessGate();
