import { Breather } from '../workers/breather.ts';
import { AppError } from '../core/errors.ts';
import type { CountryCode, Figure, QuestionId } from '../core/survey/types.ts';
import type { CompactSurvey } from './compact.ts';
import { decodeFigures, decodeSurvey } from './decode.ts';
import { makeDataset } from './makeDataset.ts';
import type { SurveyDataset } from './types.ts';

/** Id of the project's own wording of the questions. */
export const BUNDLED_WORDING = 'valueshift';

let loading: Promise<SurveyDataset> | undefined;

/**
 * The bundled survey, loaded and validated once; the shell does not carry it. Rejects with
 * `survey-not-loaded` or `survey-data-broken`, and a later call tries again.
 */
export function loadSurvey(): Promise<SurveyDataset> {
  loading ??= load().catch((reason: unknown) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

const load = async () =>
  openSurvey(...(await Promise.all([read(import('./data/survey.json?raw')), readFigures()])));

/** The text of the figures, which all states of the bundled survey share. Rejects as `read`. */
export const readFigures = () => read(import('./data/figures.json?raw'));

/** Raw text and JSON.parse: half the start-up cost of the same data as a script. */
export async function read(file: Promise<{ default: string }>): Promise<string> {
  try {
    return (await file).default;
  } catch (reason) {
    throw new AppError('survey-not-loaded', { reason: String(reason) });
  }
}

/**
 * Opens the two compact files' text, in pieces: it is the longest task of a page's start. Rejects
 * with `survey-data-broken`, naming the place.
 */
export async function openSurvey(surveyText: string, figuresText: string): Promise<SurveyDataset> {
  const breather = new Breather();
  const survey = decodeSurvey(surveyText);
  const figures: Figures = new Map();
  for (const [id, column] of figuresOf(survey, figuresText)) {
    figures.set(id, column);
    await breather.rest();
  }
  return datasetOf(survey, figures);
}

type Figures = Map<QuestionId, ReadonlyMap<CountryCode, Figure>>;

function figuresOf(survey: CompactSurvey, figuresText: string) {
  const questions = new Map(survey.questions.map((question) => [question.id, question]));
  const countries = new Map(survey.countries.map((country) => [country.code, country]));
  return decodeFigures(figuresText, questions, countries);
}

function datasetOf(survey: CompactSurvey, figures: Figures): SurveyDataset {
  return makeDataset({
    id: survey.id,
    name: survey.name,
    hash: survey.hash,
    // The survey's hash covers the wording too.
    wording: { id: BUNDLED_WORDING, name: 'Valueshift', hash: survey.hash },
    incomeYear: survey.incomeYear,
    questions: survey.questions,
    countries: survey.countries,
    figures,
    caveats: (country, question) =>
      survey.caveats
        .filter((row) => row.country === country && row.questions.includes(question))
        .map((row) => row.caveat),
    topicsPaper: new Map(Object.entries(survey.topicsPaper))
  });
}
