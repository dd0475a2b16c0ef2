import { trialThread } from '../threads/trialThread.ts';

/** Milliseconds of the trial's work on one thread of an ordinary machine that has nothing else to do. */
const USUAL_MS = 40;

/**
 * How many times slower than an ordinary machine this one computes at the moment, be it old or busy
 * with something else: the thread trial's piece of work, timed in a worker of its own.
 */
export async function slownessNow(): Promise<number> {
  const thread = trialThread();
  try {
    await thread.calls.warmUp();
    const ms = await thread.calls.share(new Int32Array(2), 1);
    return ms / USUAL_MS;
  } finally {
    thread.end();
  }
}
