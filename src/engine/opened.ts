/** What was opened, to be given back in one go: what came last goes first. */
export class Opened {
  #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Gives all of it back; a lost device may refuse, and the rest goes all the same. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      await Promise.resolve()
        .then(close)
        .catch(() => undefined);
    }
  }
}
