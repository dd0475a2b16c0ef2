import { AppError } from '../core/errors.ts';
import { FlightLimit } from './flightLimit.ts';
import { Link, type LinkOptions } from './link.ts';
import type { Connection } from './types.ts';
import { WorkShares } from './workShares.ts';

/** Something to ask, of whichever server has room. */
export interface Task {
  /** What it shares with others: prefix and picture. */
  group: string;
  ask: (connection: Connection, slot: number | undefined, signal: AbortSignal) => Promise<void>;
  /** It can never succeed. */
  hole: (error: AppError) => void;
}

export interface SchedulerOptions extends Omit<LinkOptions, 'waitable'> {
  /** Wait and ask again; ask once more; a hole; the run ends. */
  kindOf: (error: AppError) => 'again' | 'once' | 'never' | 'ends';
  /** Did it take too long? */
  slow: (error: AppError) => boolean;
  /** Requests at a time and server; absent: found by measuring. */
  inFlight?: number | undefined;
}

/** A task that a server was lost over so often is at fault itself. */
const MOST_LOSSES = 8;

interface RunningTasks {
  done: Promise<'done' | 'stopped'>;
  stop: (gently?: boolean) => void;
}

interface Run {
  left: number;
  signal: AbortController;
  /** No further task is begun. */
  over: boolean;
  flying: number;
  failure: AppError | null;
  settle: () => void;
}

interface Entry {
  group: string;
  task: Task;
  run: Run;
  losses: number;
  once: boolean;
}

interface Lane {
  link: Link;
  slot: number | undefined;
  limit: FlightLimit;
  flying: number;
}

/**
 * Asks tasks of servers: those of one group together, as many at once as keep each server busy, again
 * and again through faults that pass. Runs may overlap; what was learned about a server stays.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #lanes: Lane[];
  readonly #shares = new WorkShares<Entry, Lane>();
  readonly #runs = new Set<Run>();
  readonly #waits = new Set<AbortController>();
  /** Tasks that were asked again, for whatever reason. */
  retries = 0;

  constructor(connections: readonly Connection[], options: SchedulerOptions) {
    this.#options = options;
    const waitable = (error: AppError) => options.kindOf(error) === 'again';
    this.#lanes = connections.flatMap((connection) =>
      lanesOf(new Link(connection, { ...options, waitable }), options.inFlight)
    );
  }

  /** Requests that may be under way now, over all servers. */
  get inFlight(): number {
    return this.#lanes.reduce((sum, { limit }) => sum + limit.limit, 0);
  }

  /**
   * `done` resolves when every task was answered or is a hole, or `stop` was called and what was
   * under way has ended; it rejects with what ends the run. `stop` breaks off what is under way,
   * unless gently.
   */
  run(tasks: readonly Task[]): RunningTasks {
    let settle: Run['settle'] = () => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    const signal = new AbortController();
    const left = tasks.length;
    const run: Run = { left, signal, over: false, flying: 0, failure: null, settle };
    const done = settled.then(() => {
      if (run.failure) throw run.failure;
      return run.left > 0 ? 'stopped' : 'done';
    });
    this.#runs.add(run);
    for (const { link } of this.#lanes) link.begin();
    this.#shares.add(
      tasks.map((task) => ({ group: task.group, task, run, losses: 0, once: false }))
    );
    this.#pump();
    return {
      done,
      stop: (gently = false) => {
        this.#stop(run, gently);
        this.#pump();
      }
    };
  }

  #stop(run: Run, gently: boolean): void {
    run.over = true;
    this.#shares.drop((entry) => entry.run === run);
    if (!gently) run.signal.abort(new AppError('cancelled'));
  }

  #fail(failure: AppError): void {
    for (const run of this.#runs) {
      run.failure ??= failure;
      this.#stop(run, false);
    }
  }

  #pump(): void {
    for (const lane of this.#lanes) {
      while (lane.link.state === 'up' && lane.flying < lane.limit.limit) {
        const entry = this.#shares.take(lane);
        if (!entry) break;
        void this.#fly(lane, entry);
      }
    }
    for (const run of [...this.#runs]) {
      if (run.flying > 0 || (run.left > 0 && !run.over)) continue;
      this.#runs.delete(run);
      run.settle();
    }
    // Nobody waits for a server that no run needs.
    if (this.#runs.size === 0) for (const wait of this.#waits) wait.abort();
  }

  async #fly(lane: Lane, entry: Entry): Promise<void> {
    const { task, run } = entry;
    lane.flying += 1;
    run.flying += 1;
    const { signal } = run.signal;
    try {
      await task.ask(lane.link.connection, lane.slot, signal);
      lane.link.answered();
      lane.limit.answered(lane.flying >= lane.limit.limit);
      run.left -= 1;
    } catch (thrown) {
      if (!signal.aborted) this.#failed(lane, entry, AppError.from(thrown));
    } finally {
      lane.flying -= 1;
      run.flying -= 1;
    }
    this.#pump();
  }

  #failed(lane: Lane, entry: Entry, error: AppError): void {
    const kind = this.#options.kindOf(error);
    if (kind === 'ends') return this.#fail(error);
    const busy = kind === 'again' && this.#options.busy(error);
    if (kind === 'again' && !busy) entry.losses += 1;
    if (kind === 'never' || (kind === 'once' && entry.once) || entry.losses >= MOST_LOSSES) {
      entry.run.left -= 1;
      entry.task.hole(error);
      return;
    }
    if (kind === 'once') entry.once = true;
    this.retries += 1;
    if (!entry.run.over) this.#shares.giveBack(lane, entry);
    if (busy || (kind === 'again' && this.#options.slow(error))) lane.limit.tooMany();
    if (lane.link.state !== 'up') this.#shares.leave(lane);
    else if (kind === 'again') void this.#recover(lane.link, error);
  }

  async #recover(link: Link, error: AppError): Promise<void> {
    const wait = new AbortController();
    this.#waits.add(wait);
    const recovered = link.recover(error, wait.signal);
    // What it had is for the others meanwhile.
    for (const lane of this.#lanes) if (lane.link === link) this.#shares.leave(lane);
    try {
      await recovered;
      if (this.#lanes.every((lane) => lane.link.state === 'lost')) this.#fail(error);
    } catch (thrown) {
      if (!wait.signal.aborted) this.#fail(AppError.from(thrown));
    }
    this.#waits.delete(wait);
    this.#pump();
  }
}

/** Servers with slots keep one prefix in each: a lane a slot, one prompt at a time. */
function lanesOf(link: Link, inFlight: number | undefined): Lane[] {
  const { slots } = link.connection;
  if (slots === null) {
    return [{ link, slot: undefined, limit: new FlightLimit({ fixed: inFlight }), flying: 0 }];
  }
  return Array.from({ length: Math.min(slots, inFlight ?? slots) }, (_, slot) => ({
    link,
    slot,
    limit: new FlightLimit({ fixed: 1 }),
    flying: 0
  }));
}
