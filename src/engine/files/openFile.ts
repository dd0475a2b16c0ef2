import type { StoredModel } from './stored/storedModel.ts';

/** Opens one more file of a model's folder, unverified. */
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
    return (await fetch(folder + file, { signal })).blob();
  };
}
