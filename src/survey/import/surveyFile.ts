import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { fitted, label, list, recordOf, text, words, type Fault } from '../../core/schema.ts';
import { countrySchema, questionSchema, type Figure } from '../../core/survey/types.ts';
import { BUNDLED_WORDING } from '../dataset.ts';
import { makeDataset } from '../makeDataset.ts';
import type { SurveyDataset } from '../types.ts';
import { sha256 } from '../../core/digest.ts';
import { parseJson } from './json.ts';

/** A reader's own survey as one plain document: what is stored, exported and imported again. */
const surveyFileSchema = v.object({
  format: v.literal('valueshift-survey'),
  version: v.literal(1),
  name: v.pipe(label, words),
  /** Which file the figures came from, and how. */
  origin: v.object({ file: text, kind: text }),
  countries: v.pipe(
    list(countrySchema),
    v.check((countries) => areUnique(countries.map(({ code }) => code)), 'each country once')
  ),
  questions: v.pipe(
    list(
      v.pipe(
        questionSchema,
        v.check(({ options }) => areUnique(options), 'each option once')
      ),
      10_000
    ),
    v.check((questions) => areUnique(questions.map(({ id }) => id)), 'each question once')
  ),
  /** By question and country. */
  figures: recordOf(recordOf(v.custom<Figure>(isFigure, 'a figure')))
});
export type SurveyFile = v.InferOutput<typeof surveyFileSchema>;

const areUnique = (values: readonly string[]) => new Set(values).size === values.length;

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
  const broken: Fault = (where, misfit) =>
    new AppError('own-data-broken', { file: name, where, ...misfit });
  const file = fitted(surveyFileSchema, parseJson(text, name), broken);
  const codes = new Set(file.countries.map(({ code }) => code));
  const questions = new Map(file.questions.map((question) => [question.id, question]));
  for (const [id, row] of Object.entries(file.figures)) {
    const options = questions.get(id)?.codes.length;
    for (const [code, { p }] of Object.entries(row)) {
      const sum = p.reduce((total, share) => total + share, 0);
      const fits = codes.has(code) && p.length === options && Math.abs(sum - 1) <= SUM_TOLERANCE;
      if (!fits) throw broken(`figures ${id} ${code}`);
    }
    if (options === undefined) throw broken(`figures ${id}`);
  }
  return file;
}

const named = v.pipe(label, words);
const isBetween = (value: unknown, most: number) =>
  typeof value === 'number' && value >= 0 && value <= most;

/** By hand: a survey has up to tens of thousands, and a schema takes three times as long. */
function isFigure(value: unknown): value is Figure {
  const fields = (value ?? {}) as Partial<Record<keyof Figure, unknown>>;
  const { p, source, wave, weighted, dontKnow, noAnswer, n } = fields;
  return (
    Array.isArray(p) &&
    p.every((share) => typeof share === 'number' && share >= 0) &&
    [source, wave].every((name) => v.is(named, name)) &&
    typeof weighted === 'boolean' &&
    [dontKnow, noAnswer].every((share) => share === null || isBetween(share, 1 + SUM_TOLERANCE)) &&
    (n === null || isBetween(n, Number.MAX_SAFE_INTEGER))
  );
}
