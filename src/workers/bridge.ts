import { AppError } from '../core/errors.ts';
import {
  callsThrough,
  type AnyCall,
  WorkerConnection,
  type Calls,
  type WorkerEnd
} from './connection.ts';
import { trustOwnScripts } from './trustedScripts.ts';

export interface BridgeOptions<Service> {
  /** What the worker is for, as messages name it. */
  name: string;
  /** Makes the worker; Vite wants its address written out in this place. */
  start: () => Worker;
  /** What every fresh worker is told before it gets calls: what the one before it knew. */
  prepare?: (worker: Calls<Service>) => Promise<void>;
  /** What pending calls reject with when it dies; default `worker-ended`, `worker-not-started`. */
  faultOf?: (end: WorkerEnd) => AppError;
  /** Codes of errors after which a worker is of no more use: it is ended, the next call starts anew. */
  fatal?: readonly string[];
}

/**
 * A worker as the page sees it: started by the first call, and by the next one after it ended. A
 * call rejects with an `AppError`, within a moment also where the worker dies in the middle of it.
 */
export class WorkerBridge<Service> {
  /** The worker's methods. */
  readonly calls: Calls<Service> = callsThrough((method, args) =>
    this.call((worker) => (worker[method as keyof Service] as AnyCall)(...args))
  );
  readonly #options: BridgeOptions<Service>;
  #live: { connection: WorkerConnection<Service>; ready: Promise<void> } | null = null;

  constructor(options: BridgeOptions<Service>) {
    this.#options = options;
  }

  /** Several calls, or one that looks once more before it is made: all of them to the same worker. */
  async call<Result>(work: (worker: Calls<Service>) => Promise<Result>): Promise<Result> {
    const { connection, ready } = this.#connect();
    try {
      await ready;
      return await work(connection.calls);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (this.#options.fatal?.includes(error.code)) connection.die(error.code);
      throw error;
    }
  }

  /** Says something to the worker that there is, be it still preparing; without one, to nobody. */
  async tell(work: (worker: Calls<Service>) => Promise<void>): Promise<void> {
    const connection = this.#live?.connection;
    if (!connection || connection.ended) return;
    try {
      await work(connection.calls);
    } catch (thrown) {
      if (!connection.ended) throw AppError.from(thrown);
    }
  }

  /** Ends the worker at once; pending calls reject, the next call starts a fresh one. */
  end(fault = new AppError('cancelled')): void {
    this.#live?.connection.end(fault);
  }

  #connect() {
    if (!this.#live || this.#live.connection.ended) {
      const { start, name, faultOf = faultsOf(name) } = this.#options;
      trustOwnScripts();
      const connection = new WorkerConnection<Service>(start(), faultOf);
      this.#live = { connection, ready: this.#prepare(connection) };
    }
    return this.#live;
  }

  async #prepare(connection: WorkerConnection<Service>): Promise<void> {
    try {
      await this.#options.prepare?.(connection.calls);
    } catch (thrown) {
      const error = AppError.from(thrown);
      connection.die(error.code);
      throw error;
    }
  }
}

function faultsOf(worker: string) {
  return ({ started, reason }: WorkerEnd) =>
    new AppError(started ? 'worker-ended' : 'worker-not-started', { worker, reason });
}
