import { AppError } from '../../core/errors.ts';
import type { StoredModel } from './stored/storedModel.ts';

/** Opens one more file of a model's folder, unverified. @throws AppError `file-missing` */
export type OpenFile = (file: string) => Promise<Blob>;

/** From this device where the model is kept there, else from the app's own folder. */
export function fileOpener(
  folder: string,
  stored: StoredModel | null,
  signal: AbortSignal
): OpenFile {
  return async (file) => {
    const record = stored?.manifest.files.get(file);
    if (stored && record) {
      return new Blob([await stored.read(file, record, () => undefined, signal)]);
    }
    const response = await fetch(folder + file, { signal });
    // A host that answers unknown addresses with its start page has no such file either.
    if (!response.ok || response.headers.get('content-type')?.includes('text/html')) {
      throw new AppError('file-missing', { file: folder + file, status: response.status });
    }
    return response.blob();
  };
}
