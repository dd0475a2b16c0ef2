import { proxy, releaseProxy, wrap } from 'comlink';
import type { AppError } from '../core/errors.ts';
import type { Offered } from './serve.ts';

/** A worker's methods as the page calls them; functions among the arguments are called back. */
export type Calls<Service> = {
  [Method in keyof Service]: Service[Method] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** One of them whose name is only known when it is called. */
export type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** An object each of whose methods is `call` with the method's name and arguments. */
export function callsThrough<Service>(
  call: (method: string, args: unknown[]) => Promise<unknown>
): Calls<Service> {
  const methodOf =
    (method: string): AnyCall =>
    (...args) =>
      call(method, args);
  return new Proxy({} as Calls<Service>, { get: (_, method: string) => methodOf(method) });
}

/** comlink's own type knows nothing of a service that is a parameter. */
type Remote<Service> = Offered<Service> & { [releaseProxy](): void };

/** How a worker ended: what it had come to, and what the browser says of it. */
export interface WorkerEnd {
  started: boolean;
  reason: string;
}

/**
 * One worker from its start to its end, which may come at any moment: an error that nothing caught,
 * a script that cannot be loaded, a message that cannot be read, memory that ran out. The last
 * gives no event, but up goes the lock that the worker holds for life. Pending calls then reject.
 */
export class WorkerConnection<Service> {
  /** Every call rejects with `fault` when the worker ends before it answered. */
  readonly calls: Calls<Service>;
  readonly #worker: Worker;
  readonly #remote: Remote<Record<string, AnyCall>>;
  readonly #faultOf: (end: WorkerEnd) => AppError;
  readonly #pending = new Set<(fault: AppError) => void>();
  /** Resolves once its death would be noticed; calls wait for that. */
  readonly #watched: Promise<void>;
  #started = false;
  #fault: AppError | null = null;

  constructor(worker: Worker, faultOf: (end: WorkerEnd) => AppError) {
    this.#worker = worker;
    this.#faultOf = faultOf;
    this.#remote = wrap(worker) as unknown as Remote<Record<string, AnyCall>>;
    this.calls = callsThrough((method, args) => this.#call(method, args));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.die(event.message || event.type);
    });
    worker.addEventListener('messageerror', () => this.die('messageerror'));
    this.#watched = this.#watch();
  }

  get ended(): boolean {
    return this.#fault !== null;
  }

  /** Ends the worker at once, where it has not ended before. */
  end(fault: AppError): void {
    if (this.#fault) return;
    this.#fault = fault;
    for (const reject of this.#pending) reject(fault);
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }

  /** Ends it as a death does, for a reason in words. */
  die(reason: string): void {
    this.end(this.#faultOf({ started: this.#started, reason }));
  }

  async #watch(): Promise<void> {
    const lock = `worker-${Math.random()}`;
    await this.#remote.hold(lock);
    this.#started = true;
    // Getting the lock means that the worker is gone. Without locks only events tell.
    void navigator.locks?.request(lock, () => this.die('lock released'));
  }

  #call(method: string, args: unknown[]): Promise<unknown> {
    if (this.#fault) return Promise.reject(this.#fault);
    const called = args.map((arg) => (typeof arg === 'function' ? proxy(arg) : arg));
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      this.#watched
        .then(() => (this.#remote.service[method] as AnyCall)(...called))
        .then(resolve, reject)
        .finally(() => this.#pending.delete(reject));
    });
  }
}
