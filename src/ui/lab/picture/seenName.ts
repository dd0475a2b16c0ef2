import type { SurveyDataset } from '../../../survey/types.ts';
import { t } from '../../i18n.ts';
import { language } from '../../language.svelte.ts';
import { shownCountry } from '../../survey/shownPlaces.ts';

const FLAG = 'the flag of ';

/**
 * What the model saw, as the page says it: a flag of a country of the survey in the reader's language,
 * anything else in the model's own English words, as a quotation.
 */
export function seenName(
  name: string,
  survey: Pick<SurveyDataset, 'countries'> | null | undefined
): string {
  if (!language.survey) return name;
  const country = survey?.countries.find((each) => name === FLAG + each.name);
  return country ? t('form.picture.flag', { country: shownCountry(country) }) : `“${name}”`;
}
