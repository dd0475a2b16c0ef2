import { countryInPrompt } from '../survey/countryInPrompt.ts';
import type { Study, StudyCountry, StudyPicture } from './studyTypes.ts';

/** A study's pictures and countries with more pictures: known ones once, new countries added. */
export function withPictures(
  { pictures, countries }: Pick<Study, 'pictures' | 'countries'>,
  survey: { countries: readonly StudyCountry[] },
  added: readonly StudyPicture[]
): Pick<Study, 'pictures' | 'countries'> {
  const known = new Set(pictures.map(({ id }) => id));
  const fresh = added.filter(({ id }) => !known.has(id));
  const codes = new Set(countries.map(({ code }) => code));
  const news = new Set(fresh.map(({ country }) => country));
  const more = survey.countries.filter(({ code }) => !codes.has(code) && news.has(code));
  return {
    pictures: [...pictures, ...fresh],
    countries: [...countries, ...more.map(countryInPrompt)]
  };
}
