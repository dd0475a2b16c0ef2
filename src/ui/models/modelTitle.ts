import { POCKET_MODEL } from '../../core/study/pocketModel.ts';
import { t } from '../i18n.ts';
import { modelList } from './modelList.svelte.ts';
import { servedList } from './served/servedList.svelte.ts';
import { servedTitle } from './served/servedWords.ts';

/** What a model is called, from its folder's name; a served one with its server's. */
export function modelTitle(model: string): string {
  if (model === POCKET_MODEL) return t('models.choose.pocket');
  const known = servedList.of(model);
  if (known) return servedTitle(known.served);
  return modelList.entries.find(({ record }) => record.model === model)?.record.title ?? model;
}
