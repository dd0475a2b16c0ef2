import { AppError } from '../../core/errors.ts';
import type { TakenPicture } from './intake.ts';

/**
 * `takePicture`, which comes with the first file: whoever looks at answers that are here reads none.
 * @throws AppError also `worker-not-started` where it does not come: its worker would not, either
 */
export async function takeWhenAsked(file: File): Promise<TakenPicture> {
  const { takePicture } = await import('./intake.ts').catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('worker-not-started', { worker: 'pictures', reason });
  });
  return takePicture(file);
}
