/** How fast what came long ago stops counting: the pace of the last seconds is what goes on. */
const MEMORY_SECONDS = 20;
/** Before so many seconds have been watched, nothing is said about the time left. */
const WATCHED_SECONDS = 1;

/**
 * How long work of equal pieces (bytes, rows, files) will still take, from its own pace. Asking a
 * model is no such work, for its pieces differ: there `run/asking/timeLeft.ts` knows what each costs.
 */
export class PaceLeft {
  #last: { done: number; at: number } | null = null;
  /** Pieces and seconds that were watched, the latest weighing most. */
  #done = 0;
  #seconds = 0;
  #watched = 0;

  /**
   * Notes where the work stands.
   * @param done pieces so far; what was there at the first call came without being watched
   * @param total pieces in all, which may still grow
   * @param now seconds on any clock that does not go back
   * @returns seconds until all is done; null before there is a pace
   */
  at(done: number, total: number, now: number): number | null {
    const last = this.#last;
    this.#last = { done, at: now };
    if (!last || done < last.done) {
      this.#done = this.#seconds = this.#watched = 0;
      return null;
    }
    const passed = now - last.at;
    const kept = Math.exp(-passed / MEMORY_SECONDS);
    this.#done = this.#done * kept + (done - last.done);
    this.#seconds = this.#seconds * kept + passed;
    this.#watched += passed;
    if (done >= total) return 0;
    if (this.#watched < WATCHED_SECONDS || this.#done <= 0) return null;
    return ((total - done) * this.#seconds) / this.#done;
  }
}
