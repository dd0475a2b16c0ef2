import { AppError } from '../../core/errors.ts';
import type { OpenStudy } from '../../run/study/studyApi.ts';
import { openExample } from '../../run/study/zip/example.ts';
import type { ImportedStudy } from '../../run/study/zip/importZip.ts';
import { openContents, openStudy } from '../../run/study/open/openStudy.ts';
import { openStudies, surveyFor, zipServices } from './services.ts';

/** The id under which the bundled example is addressed. */
export const EXAMPLE_ID = 'example';

let example: Promise<ImportedStudy> | undefined;

/** The bundled example, read once; after a fault a later call tries again. */
export function bundledExample(): Promise<ImportedStudy> {
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  example ??= openExample(base, zipServices).catch((reason: unknown) => {
    example = undefined;
    throw AppError.from(reason);
  });
  return example;
}

/** Opens an own study, or the bundled example. Rejects with `study-missing` and the like. */
export async function openAny(id: string): Promise<OpenStudy> {
  if (id !== EXAMPLE_ID) return openStudy(id, await openStudies(), surveyFor);
  const { contents, survey } = await bundledExample();
  return openContents(contents, survey);
}
