import { isWordsOnly } from '../../engine/files/layouts.ts';
import type { StoredModelEntry } from '../../engine/files/stored/modelStore.ts';

/** Does a stored model read words only? Its files tell before it is loaded. */
export const readsWordsOnly = ({ record }: Pick<StoredModelEntry, 'record'>): boolean =>
  isWordsOnly(record.files.map(({ path }) => path));
