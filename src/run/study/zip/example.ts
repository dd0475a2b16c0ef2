import { AppError } from '../../../core/errors.ts';
import type { PromptScore } from '../../../core/answers/types.ts';
import { readStudyZip, type ImportedStudy, type ImportServices } from './importZip.ts';

/** Studies that come with the app: of the pocket model and pictures, and of language models and words. */
export type ExampleFile = 'example.zip' | 'words.zip';

/**
 * A study that comes with the app, computed beforehand (`npm run study:example`, `study:words`): shown
 * without any model. `storeImported` makes it one of the reader's own.
 * Rejects with `study-example-missing`, and as `readStudyZip` does.
 * @param base address of the app's folder, ends in a slash
 */
export async function openExample(
  base: string,
  services: ImportServices,
  file: ExampleFile = 'example.zip'
): Promise<ImportedStudy> {
  return readStudyZip(await fetchExample(base, file), services);
}

/**
 * The first example's scores, for `withBundledScores`: fetched at the first call. Without them everything works as
 * well, only slower, so a fault gives none, and a later call tries again.
 * @param read `scoresInZip`, here or in a worker
 */
export function exampleScores(
  base: string,
  read: (zip: Blob) => Promise<ReadonlyMap<string, PromptScore>>
): () => Promise<ReadonlyMap<string, PromptScore>> {
  let scores: Promise<ReadonlyMap<string, PromptScore>> | undefined;
  return () =>
    (scores ??= fetchExample(base, 'example.zip')
      .then(read)
      .catch(() => {
        scores = undefined;
        return new Map();
      }));
}

async function fetchExample(base: string, file: ExampleFile): Promise<Blob> {
  const missing = (reason: unknown) =>
    new AppError('study-example-missing', { reason: String(reason) });
  const url = new URL(`example-study/${file}`, base);
  const response = await fetch(url).catch((reason: unknown) => {
    throw missing(reason);
  });
  if (!response.ok) throw missing(response.status);
  return response.blob();
}
