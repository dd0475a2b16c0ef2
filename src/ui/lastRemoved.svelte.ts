/** What a person removed last, and the way to bring it back; the next removal takes its place. */
export class LastRemoved {
  #last: { name: string; undo: () => unknown } | null = $state.raw(null);

  /** What the person called it; null where there is nothing to bring back. */
  get name(): string | null {
    return this.#last?.name ?? null;
  }

  keep(name: string, undo: () => unknown): void {
    this.#last = { name, undo };
  }

  forget(): void {
    this.#last = null;
  }

  /** Brings it back, once; offered again where that failed. Rejects as `undo` does. */
  async undo(): Promise<void> {
    const last = this.#last;
    this.#last = null;
    try {
      await last?.undo();
    } catch (thrown) {
      this.#last ??= last;
      throw thrown;
    }
  }
}
