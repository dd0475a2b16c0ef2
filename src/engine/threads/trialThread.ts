import { WorkerBridge } from '../../workers/bridge.ts';
import type { TrialThread } from './trial.worker.ts';

/** A thread that times a small piece of work; whoever starts it ends it. */
export function trialThread(): WorkerBridge<TrialThread> {
  return new WorkerBridge<TrialThread>({
    name: 'thread trial',
    start: () => new Worker(new URL('./trial.worker.ts', import.meta.url), { type: 'module' })
  });
}
