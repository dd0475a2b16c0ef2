import { bestThreads } from './bestThreads.ts';
import { trialThread } from './trialThread.ts';

/** So many calls of `warmUp` do as much as one trial of `bestThreads`: 24 rounds of a million multiply-adds. */
const CALLS = 6;

/** Name of the measure among the browser's own. */
const DEVICE_TRIAL = 'valueshift-device-trial';

/**
 * How long this device takes for a fixed small piece of work with the threads that a model would get:
 * a fraction of a second, in workers, nothing is loaded.
 * @returns milliseconds; null where no worker starts
 */
export async function deviceTrialMs(): Promise<number | null> {
  const { threads, trials } = await bestThreads();
  const found = trials.find((trial) => trial.threads === threads);
  const ms = found?.ms ?? (await oneThreadMs());
  // For `npm run bench:laptop`, which holds the guess against what a run then takes.
  if (ms !== null) performance.measure(DEVICE_TRIAL, { start: 0, duration: ms });
  return ms;
}

/**
 * Without threads (a host that sends no headers, one processor) there was nothing to choose, and no trial;
 * on a machine that is too slow or busy for that, one thread still tells what to expect at most.
 */
async function oneThreadMs(): Promise<number | null> {
  const thread = trialThread();
  try {
    await thread.calls.warmUp();
    const started = performance.now();
    for (let call = 0; call < CALLS; call++) await thread.calls.warmUp();
    return performance.now() - started;
  } catch {
    return null;
  } finally {
    thread.end();
  }
}
