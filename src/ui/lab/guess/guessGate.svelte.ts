import type { AskPlan } from '../../../core/prompts/types.ts';
import type { LabState } from '../labState.svelte.ts';

/** Holds a run's results back until they were guessed; what is held back is nowhere on the page. */
class GuessGate {
  /** The run whose results were opened; every run is a plan of its own. */
  #opened: AskPlan | null = $state.raw(null);
  #anew = false;

  holds({ choices, run }: Pick<LabState, 'choices' | 'run'>): boolean {
    return choices.guessing === 'first' && run.plan !== null && run.plan !== this.#opened;
  }

  open(plan: AskPlan | null): void {
    this.#opened = plan;
  }

  /** Guessing was turned on or off: all is held back again, and what was guessed no longer counts. */
  begin(): void {
    this.open(null);
    this.#anew = true;
  }

  /** Was it begun anew since this was asked last? */
  takeAnew(): boolean {
    const anew = this.#anew;
    this.#anew = false;
    return anew;
  }
}

export const guessGate = new GuessGate();
