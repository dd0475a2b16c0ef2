import { POCKET_MODEL } from '../../core/study/pocketModel.ts';
import { t } from '../i18n.ts';
import { modelList } from './modelList.svelte.ts';

/** What a model is called, from its folder's name. */
export function modelTitle(model: string): string {
  if (model === POCKET_MODEL) return t('models.choose.pocket');
  return modelList.entries.find(({ record }) => record.model === model)?.record.title ?? model;
}
