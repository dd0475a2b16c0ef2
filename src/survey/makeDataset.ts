import type {
  Country,
  CountryCode,
  DataName,
  Figure,
  Question,
  QuestionId
} from '../core/survey/types.ts';
import type { SurveyDataset } from './types.ts';

/** What differs from one survey to the next; the readers are the same for all. */
export interface DatasetParts extends DataName {
  wording: DataName;
  incomeYear: number;
  questions: readonly Question[];
  countries: readonly Country[];
  figures: ReadonlyMap<QuestionId, ReadonlyMap<CountryCode, Figure>>;
  caveats: SurveyDataset['caveats'];
  topicsPaper: SurveyDataset['topicsPaper'];
}

const NO_FIGURES: ReadonlyMap<CountryCode, Figure> = new Map();

/** Puts the readers of a survey over its parts; bundled and imported surveys alike. */
export function makeDataset({ figures, ...parts }: DatasetParts): SurveyDataset {
  const questions = new Map(parts.questions.map((question) => [question.id, question]));
  const countries = new Map(parts.countries.map((country) => [country.code, country]));
  return {
    ...parts,
    question: (id) => questions.get(id),
    country: (code) => countries.get(code),
    figure: (country, question) => figures.get(question)?.get(country),
    figuresOf: (question) => figures.get(question) ?? NO_FIGURES
  };
}
