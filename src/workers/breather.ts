/** Long work keeps the page answering in pieces of so many milliseconds. */
const PIECE_MS = 12;

/** Cuts long work on a page's own thread into tasks, between which the page can answer its reader. */
export class Breather {
  #since = performance.now();

  /** Goes on at once, or in a new task where the present one has lasted long enough. */
  async rest(): Promise<void> {
    if (performance.now() - this.#since < PIECE_MS) return;
    await nextTask();
    this.#since = performance.now();
  }
}

/** Resolves in a new task; by a message, because timers hardly run in a hidden tab. */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
