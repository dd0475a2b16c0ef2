import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { fitted, label, list, listOnce, text, words } from '../../core/schema.ts';
import { continuesEach, type DataName, type Question } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../types.ts';
import { sha256 } from '../../core/digest.ts';
import { parseJson } from './json.ts';

/** One question in someone's own words, by survey id. `options` run parallel to the survey's codes. */
const wordingSchema = v.pipe(
  v.object({
    id: words,
    text: words,
    options: v.pipe(
      list(words, 1000),
      v.check((options) => options.length >= 2, 'two options or more')
    ),
    /** Start of the answer sentence and how each option goes on; both empty: letters only. */
    leadIn: text,
    continuations: list(words, 1000)
  }),
  v.check((words) => continuesEach(words), 'a continuation for each option behind a lead-in')
);
export type Wording = v.InferOutput<typeof wordingSchema>;

/** A named set of wordings as one plain document: what is stored, exported and imported again. */
const wordingFileSchema = v.object({
  format: v.literal('valueshift-wording'),
  version: v.literal(1),
  name: v.pipe(label, words),
  wordings: listOnce(wordingSchema, ({ id }) => id, 10_000)
});
export type WordingFile = v.InferOutput<typeof wordingFileSchema>;

/** SHA-256 over the wordings, the name left out. */
export function hashWordings({ wordings }: WordingFile): Promise<string> {
  return sha256(JSON.stringify(wordings));
}

/** Parses and checks a stored or exported set. Throws `own-data-broken`, naming the place. */
export function parseWordingFile(text: string, file: string): WordingFile {
  return fitted(
    wordingFileSchema,
    parseJson(text, file),
    (where, misfit) => new AppError('own-data-broken', { file, where, ...misfit })
  );
}

/** The same survey, asked in other words; a question that the set does not word keeps its own. */
export function withWording(
  survey: SurveyDataset,
  wordings: readonly Wording[],
  wording: DataName
): SurveyDataset {
  const others = new Map(wordings.map((each) => [each.id, each]));
  const reword = (question: Question): Question => {
    const other = others.get(question.id);
    if (!other || other.options.length !== question.codes.length) return question;
    const { text, options, leadIn, continuations } = other;
    return { ...question, text, options, leadIn, continuations };
  };
  const questions = survey.questions.map(reword);
  const byId = new Map(questions.map((question) => [question.id, question]));
  return { ...survey, wording, questions, question: (id) => byId.get(id) };
}
