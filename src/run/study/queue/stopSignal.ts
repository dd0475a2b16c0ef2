/** Tells a run to stop: at the next step, and at once to what is under way. */
export class StopSignal {
  #stopped = false;
  #underWay: (() => void) | null = null;

  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#stopped = true;
    this.#underWay?.();
  }

  /** Runs work that `cancel` ends early; cancelled at once where the sign is up already. */
  async guard<T>(cancel: () => void, work: () => Promise<T>): Promise<T> {
    this.#underWay = cancel;
    try {
      if (this.#stopped) cancel();
      return await work();
    } finally {
      this.#underWay = null;
    }
  }
}
