import type { StoredPicture } from '../../store/storeApi.ts';
import { shownPlace } from '../survey/shownPlaces.ts';
import { bundledOf } from './bundled.ts';

/** A picture's name for the page: one that came with the app has a name in the reader's language. */
export const shownName = ({ id, name }: Pick<StoredPicture, 'id' | 'name'>): string =>
  bundledOf(id)?.title === name ? shownPlace(name) : name;
