import { AppError } from '../core/errors.ts';
import { fitted, parsed, type Fault } from '../core/schema.ts';
import type { Country, CountryCode, Figure, Question, QuestionId } from '../core/survey/types.ts';
import {
  compactColumnSchema,
  compactFiguresSchema,
  compactSurveySchema,
  type CompactFigures,
  type CompactSurvey
} from './compact.ts';

const SHARE_UNIT = 10_000;
/** Four decimals each: eleven rounded shares may miss 1 by this much, in units. */
const ROUNDING = 10;

const broken = (where: string) => new AppError('survey-data-broken', { where });
const brokenIn =
  (file: string): Fault =>
  (where) =>
    broken(where === 'JSON' ? file : `${file} ${where}`);

/** Parses and checks `data/survey.json`. Throws `survey-data-broken`, naming the place. */
export function decodeSurvey(text: string): CompactSurvey {
  return parsed(compactSurveySchema, text, brokenIn('survey'));
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
  const compact = parsed(compactFiguresSchema, text, brokenIn('figures'));
  for (const code of compact.countries) {
    if (!countries.has(code)) throw broken(`figures country ${code}`);
  }
  for (const [id, column] of Object.entries(compact.questions)) {
    const question = questions.get(id);
    if (!question) throw broken(`figures ${id}`);
    yield [id, decodeColumn(id, column, question.codes.length, compact)];
  }
}

function decodeColumn(
  id: QuestionId,
  compact: unknown,
  options: number,
  { countries, origins }: CompactFigures
): ReadonlyMap<CountryCode, Figure> {
  const where = `figures ${id}`;
  const column = fitted(compactColumnSchema, compact, brokenIn(where));
  const size = column.country.length;
  for (const name of ['origin', 'dontKnow', 'noAnswer', 'n', 'p'] as const) {
    const expected = name === 'p' ? size * options : size;
    if (column[name].length !== expected) throw broken(`${where} ${name}`);
  }
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
