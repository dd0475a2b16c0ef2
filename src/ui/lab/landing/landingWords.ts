import { language } from '../../language.svelte.ts';
import { shownCountry } from '../../survey/shownPlaces.ts';
import facts from './landingFacts.json';

/** The words of the survey that the doors of a first visit say: its data come later. */
export function landingWords() {
  const { flag, people } = facts;
  const words = language.survey;
  const option = (english: string) =>
    words?.option(english.charAt(0).toUpperCase() + english.slice(1)) ?? english;
  return {
    question: words?.wording(flag.text)?.text ?? flag.text,
    /** Ends of both questions' scale. */
    ends: flag.ends.map((end) => option(words && end === 'not at all' ? `${end} important` : end)),
    subject: words?.wording(people.text)?.short.split(/[:：]/)[0] ?? people.subject,
    country: shownCountry({ code: flag.country, name: flag.countryName })
  };
}
