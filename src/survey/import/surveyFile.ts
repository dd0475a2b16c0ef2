import { AppError } from '../../core/errors.ts';
import type {
  Country,
  CountryCode,
  Figure,
  Question,
  QuestionId
} from '../../core/survey/types.ts';
import { TOPICS } from '../../core/survey/types.ts';
import { BUNDLED_WORDING } from '../dataset.ts';
import { makeDataset } from '../makeDataset.ts';
import type { SurveyDataset } from '../types.ts';
import { sha256 } from '../../core/digest.ts';
import { areTexts, isRecord, isText, parseJson } from './json.ts';

/** A reader's own survey as one plain document: what is stored, exported and imported again. */
export interface SurveyFile {
  format: 'valueshift-survey';
  version: 1;
  name: string;
  /** Which file the figures came from, and how. */
  origin: { file: string; kind: string };
  countries: Country[];
  questions: Question[];
  figures: Record<QuestionId, Record<CountryCode, Figure>>;
}

/** How far shares may miss 1 in a file that was written by this app and perhaps edited since. */
const SUM_TOLERANCE = 1e-6;

/** SHA-256 over everything but the name: renaming a survey does not make it another. */
export function hashSurvey({ countries, questions, figures }: SurveyFile): Promise<string> {
  return sha256(JSON.stringify({ countries, questions, figures }));
}

/**
 * The survey behind a file, with the same readers as the bundled one. `like` gives what an import
 * cannot know: the paper's topics and the year of the income groups.
 */
export function openSurveyFile(
  file: SurveyFile,
  { id, hash }: { id: string; hash: string },
  like: SurveyDataset
): SurveyDataset {
  const ids = new Set(file.questions.map((question) => question.id));
  return makeDataset({
    id,
    name: file.name,
    hash,
    // As in the bundled survey, the hash covers the words.
    wording: { id: BUNDLED_WORDING, name: like.wording.name, hash },
    incomeYear: like.incomeYear,
    questions: file.questions,
    countries: file.countries,
    figures: new Map(
      Object.entries(file.figures).map(([question, row]) => [
        question,
        new Map(Object.entries(row))
      ])
    ),
    caveats: () => [],
    topicsPaper: new Map([...like.topicsPaper].filter(([question]) => ids.has(question)))
  });
}

/** Parses and checks a survey file's text. Throws `own-data-broken`, naming the place. */
export function parseSurveyFile(text: string, name: string): SurveyFile {
  const data = parseJson(text, name);
  const fail = (where: string) => new AppError('own-data-broken', { file: name, where });
  const check = (condition: boolean, where: string) => {
    if (!condition) throw fail(where);
  };
  check(data['format'] === 'valueshift-survey' && data['version'] === 1, 'format');
  check(isText(data['name']), 'name');
  check(isRecord(data['origin']), 'origin');
  check(Array.isArray(data['countries']), 'countries');
  check(Array.isArray(data['questions']), 'questions');
  check(isRecord(data['figures']), 'figures');
  const file = data as unknown as SurveyFile;
  file.countries.forEach((country, index) =>
    check(isCountry(country), `countries ${isRecord(country) ? country.code : index}`)
  );
  file.questions.forEach((question, index) =>
    check(isQuestion(question), `questions ${isRecord(question) ? question.id : index}`)
  );
  const codes = new Set(file.countries.map(({ code }) => code));
  const questions = new Map(file.questions.map((question) => [question.id, question]));
  check(codes.size === file.countries.length, 'countries');
  check(questions.size === file.questions.length, 'questions');
  for (const [id, row] of Object.entries(file.figures)) {
    const question = questions.get(id);
    if (!question || !isRecord(row)) throw fail(`figures ${id}`);
    for (const [code, figure] of Object.entries(row)) {
      check(codes.has(code) && isFigure(figure, question), `figures ${id} ${code}`);
    }
  }
  return file;
}

const isTextOrNull = (value: unknown) => value === null || isText(value);
const isNumberOrNull = (value: unknown) => value === null || Number.isFinite(value);

function isCountry(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { code, numeric, name, region, income, zone, fieldworkYears } = value;
  return (
    isText(code) &&
    /^[A-Z]{3}$/.test(code) &&
    isText(numeric) &&
    /^\d{3}$/.test(numeric) &&
    isText(name) &&
    isText(region) &&
    isTextOrNull(income) &&
    isTextOrNull(zone) &&
    Array.isArray(fieldworkYears) &&
    fieldworkYears.every(Number.isInteger)
  );
}

function isQuestion(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { id, topic, short, text, codes, options, leadIn, continuations, scale, higher } = value;
  if (!Array.isArray(codes) || !areTexts(options) || !areTexts(continuations)) return false;
  return (
    [id, short, text].every(isText) &&
    TOPICS.some((known) => known === topic) &&
    codes.length >= 2 &&
    codes.every(Number.isInteger) &&
    options.length === codes.length &&
    new Set(options).size === options.length &&
    typeof leadIn === 'string' &&
    (leadIn === '' ? continuations.length === 0 : continuations.length === codes.length) &&
    (scale === 'nominal' || scale === 'ordinal') &&
    (higher === null || isRecord(higher))
  );
}

function isFigure(value: unknown, { codes }: Question): boolean {
  if (!isRecord(value)) return false;
  const { p, source, wave, weighted, dontKnow, noAnswer, n } = value;
  if (!Array.isArray(p) || p.length !== codes.length) return false;
  const sum = p.reduce((total: number, share: unknown) => total + Number(share), 0);
  return (
    p.every((share) => typeof share === 'number' && share >= 0) &&
    Math.abs(sum - 1) <= SUM_TOLERANCE &&
    isText(source) &&
    isText(wave) &&
    typeof weighted === 'boolean' &&
    [dontKnow, noAnswer, n].every(isNumberOrNull)
  );
}
