import type { Study } from '../../core/study/studyTypes.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { Cue } from '../../core/prompts/types.ts';
import { nameAlone } from '../../core/survey/countryInPrompt.ts';
import { t } from '../i18n.ts';

/** A cue in words: none, the country's name, or the picture's name and country. */
export function cueName(cue: Cue, study: Pick<Study, 'pictures' | 'countries'>): string {
  if (cue.kind === 'neutral') return t('results.neutral');
  if (cue.kind === 'country') return t('results.name', { country: nameAlone(cue.name) });
  const picture = study.pictures.find(({ id }) => id === cue.picture);
  if (!picture) return t('study.cues.picture', { name: cue.picture.slice(0, 8), country: '' });
  const country = study.countries.find(({ code }) => code === picture.country)?.name;
  return t('study.cues.picture', {
    name: picture.name,
    country: country ? nameAlone(country) : picture.country
  });
}

/** The country that a cue stands for; null without one. */
export function cueCountry(cue: Cue, study: Pick<Study, 'pictures'>): CountryCode | null {
  if (cue.kind === 'country') return cue.country;
  if (cue.kind === 'neutral') return null;
  return study.pictures.find(({ id }) => id === cue.picture)?.country ?? null;
}
