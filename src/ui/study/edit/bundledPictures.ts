import type { Study, StudyPicture } from '../../../core/study/studyTypes.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { BUNDLED_PICTURES, fetchBundled, type BundledPicture } from '../../pictures/bundled.ts';
import { takePicture } from '../../pictures/intake.ts';

/** A picture that comes with the app and has a place in a study; `take` fetches it. */
interface Offered {
  take: () => Promise<{ meta: StudyPicture; stored: StoredPicture }>;
}

/** The app's own pictures of a study's countries that it does not have yet. */
export function bundledFor(study: Pick<Study, 'countries' | 'pictures'>): Offered[] {
  const codes = new Set(study.countries.map(({ code }) => code));
  const known = new Set(study.pictures.map(({ id }) => id));
  return BUNDLED_PICTURES.flatMap((picture) => {
    const { country } = picture;
    if (!country || !codes.has(country) || known.has(picture.picture)) return [];
    return [{ take: () => take(picture, country) }];
  });
}

async function take(bundled: BundledPicture, country: string) {
  const { picture } = await takePicture(await fetchBundled(bundled));
  const stored = { ...picture, name: bundled.title };
  const meta: StudyPicture = {
    id: stored.id,
    name: bundled.title,
    country,
    category: bundled.category,
    incomeUsdPerMonth: null,
    licence: bundled.licence,
    source: bundled.source,
    included: 'gate'
  };
  return { meta, stored };
}
