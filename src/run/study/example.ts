import { AppError } from '../../core/errors.ts';
import { readStudyZip, type ImportedStudy, type ImportServices } from './importZip.ts';

/**
 * The study that comes with the app, computed beforehand (`npm run study:example`): shown without
 * any model. `storeImported` makes it one of the reader's own.
 * Rejects with `study-example-missing`, and as `readStudyZip` does.
 * @param base address of the app's folder, ends in a slash
 */
export async function openExample(base: string, services: ImportServices): Promise<ImportedStudy> {
  const missing = (reason: unknown) =>
    new AppError('study-example-missing', { reason: String(reason) });
  const url = new URL('example-study/example.zip', base);
  const response = await fetch(url).catch((reason: unknown) => {
    throw missing(reason);
  });
  if (!response.ok) throw missing(response.status);
  return readStudyZip(await response.blob(), services);
}
