import type { OpenStudy } from '../../run/study/api.ts';
import { openStudy } from '../../run/study/openStudy.ts';
import { studyStore, surveyFor } from './services.ts';

/** The id under which the bundled example is addressed. */
export const EXAMPLE_ID = 'example';

/** Opens an own study, or the bundled example. Rejects with `study-missing` and the like. */
export async function openAny(id: string): Promise<OpenStudy> {
  return openStudy(id, await studyStore(), surveyFor);
}
