/** How a worker dies in the middle of a call. */
export const DEATHS = ['terminate', 'close', 'throw'] as const;
export type Death = (typeof DEATHS)[number];

let sentence: { method: string; death: Death } | null = null;
let died: (at: number) => void = () => undefined;

/**
 * Lets the worker that is asked for `method` next die of it.
 * @returns when it did, by `performance.now()`
 */
export function killAtNext(method: string, death: Death): Promise<number> {
  sentence = { method, death };
  return new Promise((resolve) => (died = resolve));
}

/** Workers as the page makes them, which can be killed; of the other deaths they are told. */
export class MortalWorker extends Worker {
  override postMessage(
    message: { path?: string[]; death?: Death },
    transfers?: Transferable[] | StructuredSerializeOptions
  ): void {
    const death = message.path?.at(-1) === sentence?.method ? sentence?.death : undefined;
    if (!death) return super.postMessage(message, transfers as Transferable[]);
    sentence = null;
    super.postMessage({ ...message, death }, transfers as Transferable[]);
    if (death !== 'terminate') return died(performance.now());
    // A moment to get there.
    setTimeout(() => {
      this.terminate();
      died(performance.now());
    }, 5);
  }
}
