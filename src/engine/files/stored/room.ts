import { AppError } from '../../../core/errors.ts';

/** Room that is left for other things: answers, pictures, the browser's own files. */
const SPARE_BYTES = 50e6;

/** @throws AppError `model-no-room` (needed and free megabytes) */
export async function assertRoom(bytes: number): Promise<void> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined) return;
  const free = quota - usage;
  if (free >= bytes + SPARE_BYTES || bytes === 0) return;
  throw new AppError('model-no-room', {
    neededMB: Math.ceil((bytes + SPARE_BYTES) / 1e6),
    freeMB: Math.max(0, Math.floor(free / 1e6))
  });
}
