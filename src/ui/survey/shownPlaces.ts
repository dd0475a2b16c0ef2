import type { Country, CountryCode } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { currentLocale } from '../i18n.ts';
import { language } from '../language.svelte.ts';

const names = new Map<string, Intl.DisplayNames>();

/** A region, zone or income group of the survey in the reader's language; as it is where that has no word. */
export const shownPlace = (english: string): string =>
  language.questions?.places[english] ?? english;

/**
 * A country's name for the page; prompts and exports take the survey's own.
 * @param country `numeric` may be left out of a country of the bundled survey
 */
export function shownCountry({
  code,
  name,
  numeric
}: Pick<Country, 'code' | 'name'> & { numeric?: string }): string {
  const words = language.questions;
  if (!words) return name;
  const own = words.places[name];
  const number = numeric ?? words.numeric[code];
  if (own || number === undefined) return own ?? name;
  // Languages' tags take a country's number, too: "und-724" is Spain's.
  const { region = '' } = new Intl.Locale(`und-${number}`);
  return /^[A-Z]/.test(region) ? (namesOf(currentLocale()).of(region) ?? name) : name;
}

/** The same by its code; the code where the survey has no such country. */
export function countryName(code: CountryCode, survey: SurveyDataset | null | undefined): string {
  const country = survey?.country(code);
  return country ? shownCountry(country) : code;
}

function namesOf(locale: string): Intl.DisplayNames {
  const found = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region' });
  names.set(locale, found);
  return found;
}
