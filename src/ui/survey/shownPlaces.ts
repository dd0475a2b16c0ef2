import type { CountryCode } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { language } from '../language.svelte.ts';
import type { NamedCountry } from './surveyWords.ts';

/**
 * A region, zone or income group of the survey, or the title of a bundled picture, in the reader's language;
 * as it is where that has no word.
 */
export const shownPlace = (english: string): string => language.survey?.place(english) ?? english;

/** A country's name for the page; prompts and exports take the survey's own. */
export const shownCountry = (country: NamedCountry): string =>
  language.survey?.country(country) ?? country.name;

/** The same by its code; the code where the survey has no such country. */
export function countryName(
  code: CountryCode,
  survey: Pick<SurveyDataset, 'country'> | null | undefined
): string {
  const country = survey?.country(code);
  return country ? shownCountry(country) : code;
}
