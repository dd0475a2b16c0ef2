import { AppError } from '../core/errors.ts';

/** Rounded up to a tenth, so that it never reads 0. */
function megabytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1e5)) / 10;
}

/** The name a browser gives its fault, also for faults that are not `Error`s of this realm. */
export function faultName(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'name' in fault ? String(fault.name) : '';
}

/**
 * Runs a piece of work on the database and turns the browser's fault into an `AppError`.
 * `bytes` is about what a write needs, for the sentence about a full disk.
 */
export async function guarded<T>(work: () => Promise<T>, bytes = 0): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    switch (faultName(fault)) {
      case 'QuotaExceededError':
        throw new AppError('quota-exceeded', { neededMB: megabytes(bytes) });
      case 'InvalidStateError':
        // Another tab upgraded the database, or the browser closed it (site data cleared).
        throw new AppError('store-closed');
      default:
        throw AppError.from(fault);
    }
  }
}
