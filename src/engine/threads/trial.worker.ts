import { serve } from '../../workers/serve.ts';
import { forkJoin, warmUp } from './forkJoin.ts';

/** One thread of a trial (bestThreads.ts). */
const thread = {
  warmUp,
  /** @returns milliseconds that its share of the work took */
  share(memory: Int32Array, threads: number): number {
    const started = performance.now();
    forkJoin(memory, threads);
    return performance.now() - started;
  }
};
export type TrialThread = typeof thread;

serve(thread);
