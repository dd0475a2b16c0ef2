import type { Study } from '../../core/study/studyTypes.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { Cue, PictureId } from '../../core/prompts/types.ts';
import { nameAlone } from '../../core/survey/countryInPrompt.ts';
import { controlName } from '../controlNames.ts';
import { t } from '../i18n.ts';
import { shownCountry } from '../survey/shownPlaces.ts';

/** A cue in words: none, the country's name, or the picture's name and country; controls by theirs. */
export function cueName(cue: Cue, study: Pick<Study, 'pictures' | 'countries'>): string {
  switch (cue.kind) {
    case 'country':
      return t('results.name', {
        country: shownCountry({ code: cue.country, name: nameAlone(cue.name) })
      });
    case 'picture':
      return pictureName(cue.picture, study);
    case 'neutral':
      return t('results.neutral');
    default:
      return controlName(cue, (id) => pictureName(id, study));
  }
}

function pictureName(id: PictureId, study: Pick<Study, 'pictures' | 'countries'>): string {
  const picture = study.pictures.find((each) => each.id === id);
  if (!picture) return t('study.cues.picture', { name: id.slice(0, 8), country: '' });
  const country = study.countries.find(({ code }) => code === picture.country)?.name;
  return t('study.cues.picture', {
    name: picture.name,
    country: country
      ? shownCountry({ code: picture.country, name: nameAlone(country) })
      : picture.country
  });
}

/** The country that a cue stands for, a picture's controls included; null without one. */
export function cueCountry(cue: Cue, study: Pick<Study, 'pictures'>): CountryCode | null {
  if (cue.kind === 'country') return cue.country;
  if (!('picture' in cue)) return null;
  return study.pictures.find(({ id }) => id === cue.picture)?.country ?? null;
}
