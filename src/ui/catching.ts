import { AppError } from '../core/errors.ts';

/**
 * How a state class does what may fail: a fault goes where the page shows it, and the answer is null.
 * @param report puts a fault into the class's state
 */
export function catching(report: (error: AppError) => void) {
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (thrown) {
      report(AppError.from(thrown));
      return null;
    }
  };
}
