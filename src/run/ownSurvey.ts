import type { StoredOwnData } from '../store/storeApi.ts';
import type { SurveyDataset } from '../survey/types.ts';

// The readers of such files come when one is opened: most visits open none.

/** The survey that the reader brought. Rejects as `parseSurveyFile` throws. */
export async function ownSurvey(own: StoredOwnData, like: SurveyDataset): Promise<SurveyDataset> {
  const { openSurveyFile, parseSurveyFile } = await import('../survey/import/surveyFile.ts');
  return openSurveyFile(parseSurveyFile(await own.file.text(), own.name), own, like);
}

/** A survey in words that the reader brought. Rejects as `parseWordingFile` throws. */
export async function inOwnWords(
  survey: SurveyDataset,
  own: StoredOwnData
): Promise<SurveyDataset> {
  const { parseWordingFile, withWording } = await import('../survey/import/wordingFile.ts');
  const { wordings, name } = parseWordingFile(await own.file.text(), own.name);
  return withWording(survey, wordings, { id: own.id, name, hash: own.hash });
}
