import { AppError } from '../../../core/errors.ts';
import type { DataName } from '../../../core/survey/types.ts';
import type { OwnDataStore } from '../../../store/storeApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { formerSurvey } from '../../../survey/former.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { inOwnWords, ownSurvey } from '../../ownSurvey.ts';
import type { SurveyFor } from '../studyApi.ts';

/**
 * Finds the survey and the wording that a study names, by what they hold and not by id: the bundled
 * ones, as they are or once were, or the reader's own. Rejects with `study-survey-missing` where this browser lacks either.
 */
export function surveyFinder(ownData: OwnDataStore): SurveyFor {
  return async ({ survey, wording }) => {
    const base = await surveyOf(survey, ownData);
    if (base.wording.hash === wording.hash) return base;
    return inOwnWords(base, await find('wording', wording, ownData));
  };
}

async function surveyOf(wanted: DataName, ownData: OwnDataStore): Promise<SurveyDataset> {
  const bundled = await loadSurvey();
  if (bundled.hash === wanted.hash) return bundled;
  const former = await formerSurvey(wanted.hash);
  return former ?? ownSurvey(await find('survey', wanted, ownData), bundled);
}

async function find(kind: 'survey' | 'wording', { name, hash }: DataName, ownData: OwnDataStore) {
  const all = await ownData.list();
  const found = all.find((item) => item.kind === kind && item.hash === hash);
  if (!found) throw new AppError('study-survey-missing', { name });
  return found;
}
