import { expose } from 'comlink';

/** What a worker offers to `WorkerConnection`. */
export interface Offered<Service> {
  service: Service;
  /** Resolves once this worker holds the Web Lock, for life; at once where there are no locks. */
  hold(lock: string): Promise<void>;
}

/** Registers a plain object as what a worker does: the one line of its registration file. */
export function serve<Service>(service: Service): void {
  // A message that cannot be read is a call that is never answered: better an end that is noticed.
  addEventListener('messageerror', () => {
    throw new Error('A message to the worker could not be read.');
  });
  expose({ service, hold } satisfies Offered<Service>);
}

function hold(lock: string): Promise<void> {
  return new Promise((held) => {
    if (!navigator.locks) return held();
    void navigator.locks.request(lock, () => {
      held();
      return new Promise(() => undefined);
    });
  });
}
