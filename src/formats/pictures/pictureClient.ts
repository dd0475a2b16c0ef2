import { AppError } from '../../core/errors.ts';
import { WorkerBridge } from '../../workers/bridge.ts';
import { inTime } from '../../workers/inTime.ts';
import type { PictureChecker } from './picture.worker.ts';
import type { PictureCheck } from './pictureCheck.ts';

/** Reading 50 MB takes a tenth of that. */
const DEADLINE_MS = 5000;

const bridge = new WorkerBridge<PictureChecker>({
  name: 'pictures',
  start: () => new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module' })
});
let before: Promise<unknown> = Promise.resolve();

/**
 * `checkPicture` in a worker, one file after the other. Rejects with `picture-too-slow`, and ends
 * the worker, where it takes longer than any picture does; with `worker-ended` where it dies.
 */
export function checkInWorker(file: File): Promise<PictureCheck> {
  const check = before.then(async () => {
    // Its start is not the file's fault.
    await bridge.calls.ready();
    const late = () => {
      const fault = new AppError('picture-too-slow', { name: file.name });
      bridge.end(fault);
      return fault;
    };
    return inTime(bridge.calls.checkPicture(file), DEADLINE_MS, late);
  });
  before = check.catch(() => undefined);
  return check;
}
