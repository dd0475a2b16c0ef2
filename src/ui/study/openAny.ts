import { AppError } from '../../core/errors.ts';
import type { OpenStudy } from '../../run/study/studyApi.ts';
import { openExample, type ExampleFile } from '../../run/study/zip/example.ts';
import type { ImportedStudy } from '../../run/study/zip/importZip.ts';
import { openContents, openStudy } from '../../run/study/open/openStudy.ts';
import { openStudies, surveyFor, zipServices } from './services.ts';

/** The id under which the first bundled example is addressed, and the second. */
export const EXAMPLE_ID = 'example';
export const WORDS_ID = 'example-words';
export type ExampleId = typeof EXAMPLE_ID | typeof WORDS_ID;

const FILES: Readonly<Record<ExampleId, ExampleFile>> = {
  [EXAMPLE_ID]: 'example.zip',
  [WORDS_ID]: 'words.zip'
};

/** Does this address a bundled example, which nobody can change? */
export const isExample = (id: string): id is ExampleId => Object.hasOwn(FILES, id);

const examples = new Map<ExampleId, Promise<ImportedStudy>>();

/** A bundled example, read once; after a fault a later call tries again. */
export function bundledExample(id: ExampleId): Promise<ImportedStudy> {
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const example =
    examples.get(id) ??
    openExample(base, zipServices, FILES[id]).catch((reason: unknown) => {
      examples.delete(id);
      throw AppError.from(reason);
    });
  examples.set(id, example);
  return example;
}

/** Opens an own study, or a bundled example. Rejects with `study-missing` and the like. */
export async function openAny(id: string): Promise<OpenStudy> {
  if (!isExample(id)) return openStudy(id, await openStudies(), surveyFor);
  const { contents, survey } = await bundledExample(id);
  return openContents(contents, survey);
}
