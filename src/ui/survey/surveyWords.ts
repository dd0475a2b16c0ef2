import type { Country, Question } from '../../core/survey/types.ts';
import { currentLocale } from '../i18n.ts';

/** What a language calls the bundled survey, all of it found by the English. */
export interface SurveyNames {
  /** By the question's English wording: one of an imported survey is translated only where it is the same. */
  questions: Partial<Record<string, { short: string; text: string; of?: string }>>;
  options: Partial<Record<string, string>>;
  /** Regions, zones, income groups, countries that `Intl` has no name for, and bundled pictures. */
  places: Partial<Record<string, string>>;
  /** ISO 3166-1 numeric codes of the bundled survey's countries by their alpha-3 codes. */
  numeric: Partial<Record<string, string>>;
}

/** A question with the words that the reader sees. */
export interface ShownQuestion extends Question {
  /** The question as the model is asked it, where the reader sees another language; else undefined. */
  asked?: Question;
}

/** A country by its name; `numeric` may be left out of one of the bundled survey. */
export type NamedCountry = Pick<Country, 'code' | 'name'> & { numeric?: string };

/** The survey in a language other than English. It comes with the language, and not with the page. */
export class SurveyWords {
  readonly #names: SurveyNames;
  /** What is drawn of one question is drawn once. */
  readonly #shown = new WeakMap<Question, ShownQuestion>();
  #regions: Intl.DisplayNames | null = null;

  constructor(names: SurveyNames) {
    this.#names = names;
  }

  question(question: Question): ShownQuestion {
    const own = this.#names.questions[question.text];
    if (!own) return question;
    const known = this.#shown.get(question);
    if (known) return known;
    const { short, text, of } = own;
    const options = question.options.map((option) => this.option(option));
    const higher = question.higher && { ...question.higher, of: of ?? question.higher.of };
    const shown: ShownQuestion = { ...question, short, text, options, higher, asked: question };
    this.#shown.set(question, shown);
    return shown;
  }

  option = (english: string): string => this.#names.options[english] ?? english;

  place = (english: string): string => this.#names.places[english] ?? english;

  country({ code, name, numeric }: NamedCountry): string {
    const own = this.#names.places[name];
    const number = numeric ?? this.#names.numeric[code];
    if (own || number === undefined) return own ?? name;
    // Languages' tags take a country's number, too: "und-724" is Spain's.
    const { region = '' } = new Intl.Locale(`und-${number}`);
    this.#regions ??= new Intl.DisplayNames(currentLocale(), { type: 'region' });
    return /^[A-Z]/.test(region) ? (this.#regions.of(region) ?? name) : name;
  }

  /** The words of the two questions at the doors of a first visit; their data come later. */
  wording(english: string): { short: string; text: string } | undefined {
    return this.#names.questions[english];
  }
}
