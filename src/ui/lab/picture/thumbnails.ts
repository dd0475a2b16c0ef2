import type { PictureCategory, PictureId } from '../../../core/prompts/types.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { BUNDLED_PICTURES, bundledOf, type BundledPicture } from '../../pictures/bundled.ts';

/** A picture to show instead: one of the reader's own, or one that comes with the app. */
export type Thumbnail =
  | { kind: 'own'; id: PictureId; picture: StoredPicture }
  | { kind: 'bundled'; id: PictureId; picture: BundledPicture };

const SHOWN = 4;
/** Of the reader's own the newest; the gallery has the rest. */
const OWN = 2;
/** Far apart, on the map and to the eye. */
const FLAGS = ['flag-kor', 'flag-jpn', 'flag-nga', 'flag-fra', 'flag-deu'];

/** The few pictures that stand ready beside the one shown, which is not among them. */
export function thumbnailsFor(
  pictures: readonly StoredPicture[],
  selected: readonly PictureId[]
): Thumbnail[] {
  const own = ownPictures(pictures)
    .filter(({ id }) => !selected.includes(id))
    .slice(0, OWN)
    .map((picture) => ({ kind: 'own', id: picture.id, picture }) as const);
  const flags = FLAGS.flatMap((name) => BUNDLED_PICTURES.find(({ id }) => id === name) ?? [])
    .filter(({ picture }) => !selected.includes(picture))
    .map((picture) => ({ kind: 'bundled', id: picture.picture, picture }) as const);
  return [...own, ...flags].slice(0, SHOWN);
}

/** The reader's own pictures, newest first. */
export function ownPictures(pictures: readonly StoredPicture[]): StoredPicture[] {
  return pictures.filter(({ id }) => !bundledOf(id)).toReversed();
}

export interface BundledGroup {
  key: 'flags' | PictureCategory;
  pictures: readonly BundledPicture[];
}

/** The bundled pictures by what they show: flags first, then the categories, the fullest first. */
export function bundledGroups(): BundledGroup[] {
  const groups = new Map<BundledGroup['key'], BundledPicture[]>([['flags', []]]);
  for (const picture of BUNDLED_PICTURES) {
    const key = picture.category ?? 'flags';
    groups.set(key, [...(groups.get(key) ?? []), picture]);
  }
  const rank = ([key, pictures]: [string, unknown[]]) =>
    key === 'flags' ? Infinity : pictures.length;
  return [...groups]
    .sort((a, b) => rank(b) - rank(a))
    .map(([key, pictures]) => ({ key, pictures }));
}
