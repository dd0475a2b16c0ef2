import { AppError } from '../core/errors.ts';
import type { Country, CountryCode, Figure, Question, QuestionId } from '../core/survey/types.ts';
import { TOPICS } from '../core/survey/types.ts';
import type { CompactColumn, CompactFigures, CompactSurvey } from './compact.ts';
import { CAVEATS } from './types.ts';

type Fields = Record<string, unknown>;

const SHARE_UNIT = 10_000;
/** Four decimals each: eleven rounded shares may miss 1 by this much, in units. */
const ROUNDING = 10;

/** Parses and checks `data/survey.json`. Throws `survey-data-broken`, naming the place. */
export function decodeSurvey(text: string): CompactSurvey {
  const survey = parse(text, 'survey') as unknown as CompactSurvey;
  for (const name of ['id', 'name', 'hash'] as const) {
    expect(typeof survey[name] === 'string', name);
  }
  expect(Number.isInteger(survey.incomeYear), 'incomeYear');
  expect(isFields(survey.topicsPaper), 'topicsPaper');
  for (const topic of Object.values(survey.topicsPaper)) {
    expect(TOPICS.includes(topic), `topicsPaper ${topic}`);
  }
  list(survey.countries, 'countries').forEach(checkCountry);
  list(survey.questions, 'questions').forEach(checkQuestion);
  list(survey.caveats, 'caveats').forEach(({ caveat, country, questions }) => {
    expect(CAVEATS.includes(caveat) && isText(country), `caveat ${country}`);
    expect(list(questions, `caveat ${country}`).every(isText), `caveat ${country}`);
  });
  return survey;
}

function checkCountry(country: Country, index: number): void {
  const where = `country ${country?.code ?? index}`;
  expect(isFields(country), where);
  expect(/^[A-Z]{3}$/.test(country.code) && /^\d{3}$/.test(country.numeric), `${where} codes`);
  expect(isText(country.name) && isText(country.region), `${where} name`);
  expect(isTextOrNull(country.income) && isTextOrNull(country.zone), `${where} groups`);
  expect(areNumbers(country.fieldworkYears), `${where} fieldworkYears`);
}

function checkQuestion(question: Question, index: number): void {
  const where = `question ${question?.id ?? index}`;
  expect(isFields(question), where);
  expect(TOPICS.includes(question.topic), `${where} topic`);
  expect([question.short, question.text, question.leadIn].every(isText), `${where} wording`);
  expect(question.scale === 'ordinal' || question.scale === 'nominal', `${where} scale`);
  expect((question.scale === 'ordinal') === isFields(question.higher), `${where} higher`);
  expect(areNumbers(question.codes) && question.codes.length >= 2, `${where} codes`);
  for (const name of ['options', 'continuations'] as const) {
    const texts = list(question[name], `${where} ${name}`);
    expect(texts.length === question.codes.length && texts.every(isText), `${where} ${name}`);
  }
}

/**
 * Parses, checks and unpacks `data/figures.json`, question by question: figures by country. Shares are
 * brought to sum 1 exactly (as published they are rounded and miss it by up to .0002).
 */
export function* decodeFigures(
  text: string,
  questions: ReadonlyMap<QuestionId, Question>,
  countries: ReadonlyMap<CountryCode, Country>
): Generator<[QuestionId, ReadonlyMap<CountryCode, Figure>]> {
  const compact = parse(text, 'figures') as unknown as CompactFigures;
  for (const code of list(compact.countries, 'figures countries')) {
    expect(countries.has(code), `figures country ${code}`);
  }
  list(compact.origins, 'figures origins').forEach((origin, index) => {
    const known = isText(origin.source) && isText(origin.wave);
    expect(known && typeof origin.weighted === 'boolean', `figures origin ${index}`);
  });
  expect(isFields(compact.questions), 'figures questions');
  for (const [id, column] of Object.entries(compact.questions)) {
    const question = questions.get(id);
    if (!question) throw broken(`figures ${id}`);
    yield [id, decodeColumn(id, column, question.codes.length, compact)];
  }
}

function decodeColumn(
  id: QuestionId,
  column: CompactColumn,
  options: number,
  { countries, origins }: CompactFigures
): ReadonlyMap<CountryCode, Figure> {
  const where = `figures ${id}`;
  const size = list(column.country, where).length;
  for (const name of ['country', 'origin', 'dontKnow', 'noAnswer', 'n'] as const) {
    expect(areNumbers(column[name]) && column[name].length === size, `${where} ${name}`);
  }
  expect(areNumbers(column.p) && column.p.length === size * options, `${where} p`);
  const figures = new Map<CountryCode, Figure>();
  let place = -1;
  column.country.forEach((step, index) => {
    place += step;
    const code = countries[place];
    const origin = origins[column.origin[index] ?? -1];
    if (step < 1 || code === undefined || !origin) throw broken(`${where} country ${index}`);
    const units = column.p.slice(index * options, (index + 1) * options);
    const n = column.n[index] ?? -1;
    figures.set(code, {
      p: toShares(units, `${where} ${code}`),
      ...origin,
      dontKnow: toShare(column.dontKnow[index] ?? -1),
      noAnswer: toShare(column.noAnswer[index] ?? -1),
      n: n < 0 ? null : n
    });
  });
  return figures;
}

function toShares(units: number[], where: string): number[] {
  const sum = units.reduce((total, unit) => total + unit, 0);
  const plausible = Math.abs(sum - SHARE_UNIT) <= ROUNDING && units.every((unit) => unit >= 0);
  if (!plausible) throw broken(where);
  return units.map((unit) => unit / sum);
}

const toShare = (units: number): number | null => (units < 0 ? null : units / SHARE_UNIT);

function parse(text: string, file: string): Fields {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw broken(file);
  }
  if (!isFields(data) || data['format'] !== 1) throw broken(`${file} format`);
  return data;
}

const broken = (where: string) => new AppError('survey-data-broken', { where });

function expect(condition: boolean, where: string): void {
  if (!condition) throw broken(where);
}

function list<T>(value: readonly T[], where: string): readonly T[] {
  if (!Array.isArray(value)) throw broken(where);
  return value;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const areNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isInteger(item));
