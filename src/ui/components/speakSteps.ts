/** Seconds between two sentences of a live region: it would never fall silent otherwise. */
const PAUSE_SECONDS = 5;
/** Up to so many pieces each is worth a word; beyond, each tenth of the work. */
const FEW = 20;

/** Decides when a live region says how far some work is. */
export class SpeakSteps {
  #spokenAt = -Infinity;
  #step = 0;

  /**
   * @param now seconds on any clock that does not go back
   * @returns whether this stand is to be said
   */
  at(done: number, total: number, now: number): boolean {
    const step = total <= FEW ? done : Math.floor((done / total) * 10);
    if (step < this.#step) this.#step = 0;
    if (step <= this.#step || now - this.#spokenAt < PAUSE_SECONDS) return false;
    this.#step = step;
    this.#spokenAt = now;
    return true;
  }
}
