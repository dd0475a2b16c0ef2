import type { WorkerBridge } from '../../workers/bridge.ts';
import { SHARED_BYTES } from './forkJoin.ts';
import type { TrialThread } from './trial.worker.ts';
import { trialThread } from './trialThread.ts';

export interface ThreadTrial {
  threads: number;
  ms: number;
}

/** More threads than this bring little on models of this size and starve the page. */
const MOST_THREADS = 8;
/** More threads have to save this share of the time: they cost the rest of the machine. */
const WORTHWHILE = 0.1;
/** The quickest counts: others were disturbed. */
const REPEATS = 3;
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
 * thread, with one, half and all processors. Takes about a fifth of a second.
 * @returns one thread and no trials where the page is not cross-origin isolated
 */
export async function bestThreads(): Promise<{ threads: number; trials: ThreadTrial[] }> {
  const numbers = candidates(self.crossOriginIsolated ? navigator.hardwareConcurrency : 1);
  const most = numbers.at(-1) as number;
  if (most === 1) return { threads: 1, trials: [] };
  const threads = Array.from({ length: most }, trialThread);
  const late = new Promise<never>((_, no) => setTimeout(no, PATIENCE_MS));
  try {
    await Promise.race([Promise.all(threads.map(({ calls }) => calls.warmUp())), late]);
    const trials: ThreadTrial[] = [];
    for (const number of numbers) {
      const times: number[] = [];
      for (let k = 0; k < REPEATS; k++) {
        times.push(await Promise.race([trial(threads.slice(0, number)), late]));
      }
      trials.push({ threads: number, ms: Math.min(...times) });
    }
    return { threads: choose(trials), trials };
  } catch {
    // No workers, no trial: all processors are the runtime's own default.
    return { threads: most, trials: [] };
  } finally {
    for (const thread of threads) thread.end();
  }
}

/** Milliseconds. The threads work by themselves: this one, which started them, must not block meanwhile. */
async function trial(threads: readonly WorkerBridge<TrialThread>[]): Promise<number> {
  const memory = new Int32Array(new SharedArrayBuffer(SHARED_BYTES));
  const times = threads.map(({ calls }) => calls.share(memory, threads.length));
  return Math.max(...(await Promise.all(times)));
}
