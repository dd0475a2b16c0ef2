import { forkJoin, SHARED_BYTES, warmUp } from './forkJoin.ts';

export interface ThreadTrial {
  threads: number;
  ms: number;
}

/** More threads than this bring little on models of this size and starve the page. */
const MOST_THREADS = 8;
/** More threads have to save this share of the time: they cost the rest of the machine. */
const WORTHWHILE = 0.1;
/** A machine on which the trial takes longer is too busy to learn anything from. */
const PATIENCE_MS = 3000;

/** Numbers of threads worth trying on a machine with so many logical processors. */
export function candidates(processors: number): number[] {
  const all = Math.max(1, Math.min(processors, MOST_THREADS));
  // Half: logical processors often come in pairs that share one real one.
  return [...new Set([1, Math.ceil(all / 2), all])];
}

/** The smallest number of threads that is not worth raising. */
export function choose(trials: readonly ThreadTrial[]): number {
  let best = trials[0];
  for (const trial of trials) {
    if (best && trial.ms < best.ms * (1 - WORTHWHILE)) best = trial;
  }
  return best?.threads ?? 1;
}

/**
 * Tries out how many threads are fastest here: the same work, in rounds that wait for the slowest
 * thread, with one, half and all processors. Takes about a tenth of a second.
 * @returns one thread and no trials where the page is not cross-origin isolated
 */
export async function bestThreads(): Promise<{ threads: number; trials: ThreadTrial[] }> {
  const numbers = candidates(self.crossOriginIsolated ? navigator.hardwareConcurrency : 1);
  const most = numbers.at(-1) as number;
  if (most === 1) return { threads: 1, trials: [] };
  const helpers: Worker[] = [];
  try {
    const ready = Array.from({ length: most - 1 }, () => startHelper(helpers));
    const late = new Promise<never>((_, no) => setTimeout(no, PATIENCE_MS));
    await Promise.race([Promise.all(ready), late]);
    warmUp();
    const trials = numbers.map((threads) => trial(threads, helpers));
    return { threads: choose(trials), trials };
  } catch {
    // No helpers, no trial: all processors are the runtime's own default.
    return { threads: most, trials: [] };
  } finally {
    for (const helper of helpers) helper.terminate();
  }
}

function startHelper(helpers: Worker[]): Promise<void> {
  const helper = new Worker(new URL('./trial.worker.ts', import.meta.url), { type: 'module' });
  helpers.push(helper);
  return new Promise((ready, failed) => {
    helper.onmessage = () => ready();
    helper.onerror = (event) => {
      event.preventDefault();
      failed(new Error(event.message));
    };
  });
}

function trial(threads: number, helpers: readonly Worker[]): ThreadTrial {
  const memory = new Int32Array(new SharedArrayBuffer(SHARED_BYTES));
  for (const helper of helpers.slice(0, threads - 1)) helper.postMessage({ memory, threads });
  const started = performance.now();
  forkJoin(memory, threads);
  return { threads, ms: performance.now() - started };
}
